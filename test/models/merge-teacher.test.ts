import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { calibratedBeside, mergeTeacher } from '../../models/larger-model/merge-teacher.ts';
import type { Evidence, EvidenceSource } from '../../schemas/evidence.ts';
import type { EscalationCalibration } from '../../schemas/model-card.ts';

const specialist = { name: 'invoice', version: '1.0.0', sha256: 'a'.repeat(64) };
const teacher = { name: 'invoice-teacher', version: '1.0.0', sha256: 'b'.repeat(64) };
const calibration: EscalationCalibration = {
  after: specialist,
  n: 900,
  weights: { agree: [1, 0.5, 1], differ: [0.5, -1, -0.5] },
  thresholds: {},
};

const evidence = (value: string | null, confidence: number, source: EvidenceSource = 'teacher'): Evidence => ({
  value,
  confidence,
  accepted: true,
  source,
  page: 0,
  box: [0, 0, 1, 1],
  by: source === 'teacher' ? teacher : specialist,
});
const known = (value: string | null, confidence: number) => evidence(value, confidence, 'specialist');
const close = (actual: number | undefined, expected: number) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-9, `${actual} is not ${expected}`);

describe('what specialist and teacher say together', () => {
  it('weighs agreement as calibration showed it', () => {
    const both = mergeTeacher(known('119.00', 0.5), evidence('119', 0.8), calibration);
    assert.equal(both?.by.name, 'invoice-teacher');
    assert.equal(both?.accepted, false);
    close(both?.confidence, 1 / (1 + Math.exp(-(Math.log(4) + 1))));
  });

  it('takes the likelier value where they differ, with less confidence', () => {
    const overruled = mergeTeacher(known('100.00', 0.5), evidence('119.00', 0.8), calibration);
    assert.equal(overruled?.value, '119.00');
    close(overruled?.confidence, 1 / (1 + Math.exp(-(0.5 * Math.log(4) - 0.5))));
    const kept = mergeTeacher(known('100.00', 0.9), evidence('119.00', 0.8), calibration);
    assert.equal(kept?.by.name, 'invoice');
    assert.equal(kept?.accepted, false);
    assert.ok((kept?.confidence ?? 1) < 0.9);
  });

  it('adds nothing to agreement that no calibration speaks of', () => {
    close(mergeTeacher(known('a', 0.6), evidence('A', 0.7), null)?.confidence, 0.7);
    close(mergeTeacher(known(null, 0), evidence('A', 0.7), calibration)?.confidence, 0.7);
    assert.ok((mergeTeacher(known('b', 0.6), evidence('A', 0.7), null)?.confidence ?? 1) < 0.7);
  });

  it('leaves what is known where the teacher finds nothing', () => {
    assert.equal(mergeTeacher(known('a', 0.6), undefined, calibration)?.confidence, 0.6);
    assert.equal(mergeTeacher(known('a', 0.6), evidence(null, 0.9), calibration)?.value, 'a');
    assert.equal(mergeTeacher(undefined, undefined, calibration), undefined);
  });

  it('believes a calibration only beside the weights it was made with', () => {
    assert.equal(calibratedBeside(calibration, specialist), calibration);
    assert.equal(calibratedBeside(calibration, { ...specialist, sha256: 'c'.repeat(64) }), null);
    assert.equal(calibratedBeside(calibration, { ...specialist, version: '1.0.1' }), null);
    assert.equal(calibratedBeside(undefined, specialist), null);
  });
});
