import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blendHeads, blendLogits, chooseShare } from '../../../models/desk-training/blend-heads.ts';
import { headLogits, type LinearHead } from '../../../models/linear-head.ts';

const whole: LinearHead = {
  dense: 1,
  labels: 2,
  weights: Float32Array.from([4, -4, 1, 0, 0, 1]),
  bias: Float32Array.from([0.5, 0]),
};
const grams: LinearHead = {
  dense: 0,
  labels: 2,
  weights: Float32Array.from([3, 0, 0, 3]),
  bias: Float32Array.from([0, 0.25]),
};
const sparse = { columns: Int32Array.from([0, 1]), values: Float32Array.from([1, 0.5]) };

test('a blended head gives the blend of both logits', () => {
  const input = { dense: Float32Array.from([0.25]), sparse };
  const both = {
    whole: Float32Array.from(headLogits(whole, input, new Float64Array(2))),
    grams: Float32Array.from(headLogits(grams, { dense: new Float32Array(0), sparse }, new Float64Array(2))),
  };
  for (const share of [0, 0.25, 1]) {
    const blended = Float32Array.from(headLogits(blendHeads(whole, grams, share), input, new Float64Array(2)));
    assert.deepEqual(blended, blendLogits(both, share));
  }
});

test('the head that says more of unseen rows gets the share', () => {
  const rows = Array.from({ length: 60 }, (_, row) => row % 2);
  const truth = Int32Array.from(rows);
  const sure = rows.map((label) => Float32Array.from(label === 0 ? [2, 0] : [0, 2]));
  const lost = rows.map((_, row) => Float32Array.from(row % 3 === 0 ? [2, 0] : [0, 2]));
  const answers = (a: Float32Array[], b: Float32Array[]) =>
    a.map((one, row) => ({ whole: one, grams: b[row] ?? new Float32Array(2) }));
  assert.equal(chooseShare(answers(sure, lost), truth), 1);
  assert.equal(chooseShare(answers(lost, sure), truth), 0);
});
