import assert from 'node:assert/strict';
import { test } from 'node:test';
import { binomialTail, exactInterval, mcnemar } from '../../../models/desk-training/binomial.ts';
import {
  acceptanceBound,
  calibrationError,
  fitTemperature,
  upperQuantile,
} from '../../../models/desk-training/calibrate.ts';
import { seededRandom } from '../../../models/desk-training/seeded-random.ts';
import { heldOutRows, stratifiedParts } from '../../../models/desk-training/split-rows.ts';

const close = (a: number, b: number, within = 1e-6) => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);

test('binomial tails and intervals are those of scipy', () => {
  close(binomialTail(3, 50, 0.1), 0.2502939060396591);
  close(binomialTail(12, 1000, 0.02), 0.0379, 1e-3);
  const { low, high } = exactInterval(45, 50);
  close(low, 0.7818645, 1e-5);
  close(high, 0.9667239, 1e-5);
  assert.deepEqual(exactInterval(0, 0), { low: 0, high: 1 });
  close(exactInterval(20, 20).low, 0.8315665, 1e-5);
  close(mcnemar(8, 1), 0.0390625);
  assert.equal(mcnemar(0, 0), 1);
});

/** Rows whose chance of being right is their confidence. */
function calibratedRows(count: number, seed: number) {
  const random = seededRandom(seed);
  const confidence = Float64Array.from({ length: count }, () => 0.7 + 0.3 * Math.sqrt(random()));
  return { confidence, right: [...confidence].map((value) => random() < value) };
}

test('accepted rows keep their bound as often as they state', () => {
  const random = seededRandom(1);
  let broken = 0;
  for (let round = 0; round < 200; round++) {
    const { confidence, right } = calibratedRows(600, Math.floor(random() * 1e9));
    const { threshold } = acceptanceBound(confidence, right, 'test', { alpha: 0.05 });
    if (threshold === null) continue;
    const fresh = calibratedRows(20_000, Math.floor(random() * 1e9));
    const accepted = fresh.right.filter((_, row) => (fresh.confidence[row] as number) >= threshold);
    if (accepted.filter((one) => !one).length / accepted.length > 0.05) broken += 1;
  }
  assert.ok(broken <= 200 * 0.05 + 8, `${broken} of 200 bounds were broken`);
});

test('nothing is accepted where nothing can be certified, and nothing that is flagged', () => {
  const sure = Float64Array.from({ length: 100 }, () => 0.99);
  assert.equal(acceptanceBound(sure, new Array(100).fill(true), 'test').threshold, null);
  const many = Float64Array.from({ length: 400 }, () => 0.99);
  const right = new Array(400).fill(true);
  assert.equal(acceptanceBound(many, right, 'test').coverage, 1);
  assert.equal(acceptanceBound(many, right, 'test', { candidates: right.map((_, row) => row < 10) }).threshold, null);
});

test('a temperature makes confidence honest, and stays finite where every answer is right', () => {
  const random = seededRandom(3);
  const logits: Float32Array[] = [];
  const truth = Int32Array.from({ length: 3000 }, () => {
    const own = random() * 3;
    logits.push(Float32Array.from([own * 4, 0]));
    return random() < 1 / (1 + Math.exp(-own)) ? 0 : 1;
  });
  close(fitTemperature(logits, truth).temperature, 4, 0.5);
  const easy = Array.from({ length: 50 }, () => Float32Array.from([5, 0]));
  assert.ok(fitTemperature(easy, new Int32Array(50)).temperature > 0.5);
  close(calibrationError(Float64Array.from([0.9, 0.9]), [true, false]), 0.4);
  assert.equal(upperQuantile([1, 2, 3, 4], 0.25), 4);
});

test('folds hold every label evenly; held-out rows stay held out when rows are added', () => {
  const truth = Int32Array.from({ length: 160 }, (_, row) => row % 8);
  const parts = stratifiedParts(truth, 5, 7);
  for (let label = 0; label < 8; label++) {
    for (let part = 0; part < 5; part++) {
      const count = parts.filter((value, row) => value === part && truth[row] === label).length;
      assert.ok(count >= 3 && count <= 5, `label ${label} has ${count} rows in part ${part}`);
    }
  }
  const texts = Array.from({ length: 4000 }, (_, row) => `text ${row}`);
  const labels = Int32Array.from(texts, (_, row) => row % 8);
  const few = heldOutRows(labels.slice(0, 3000), texts.slice(0, 3000));
  const many = heldOutRows(labels, texts);
  assert.equal(few.size, 600);
  assert.equal(many.size, 800);
  const kept = [...few].filter((row) => many.has(row)).length;
  assert.ok(kept > few.size * 0.9, `${kept} of ${few.size} stayed`);
});
