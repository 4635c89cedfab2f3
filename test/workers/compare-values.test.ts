import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evidence } from '../../schemas/evidence.ts';
import { valuesByPath } from '../../schemas/values-by-path.ts';
import { compareEvidence, compareNumber, compareText } from '../../workers/compare-values.ts';

const evidence: Evidence = {
  value: '119.00',
  confidence: 0.97,
  accepted: true,
  source: 'specialist',
  page: 0,
  box: [10, 20, 60, 32],
  by: { name: 'invoice', version: '1.0.0', sha256: null },
};
const differs = (now: Evidence | undefined) => compareEvidence('totalGross', evidence, now).differs;

test('names in what two values differ', () => {
  assert.deepEqual(differs({ ...evidence, confidence: 0.965, accepted: false }), []);
  assert.deepEqual(differs({ ...evidence, value: '119.10' }), ['value']);
  assert.deepEqual(differs({ ...evidence, confidence: 0.9 }), ['confidence']);
  assert.deepEqual(differs({ ...evidence, box: [10, 20, 61, 32] }), ['place']);
  assert.deepEqual(differs({ ...evidence, page: 1 }), ['place']);
  assert.deepEqual(differs({ ...evidence, box: null }), ['place']);
  assert.deepEqual(differs(undefined), ['value', 'confidence', 'place']);
  assert.equal(compareText('intent', 'refund', 'transfer').same, false);
  assert.equal(compareNumber('oosScore', -6.4, -6.2).same, false);
});

test('gives every value of tables its path', () => {
  const paths = valuesByPath({
    fields: { totalGross: evidence },
    lines: [{}, { quantity: evidence }],
    taxes: [{ rate: evidence }],
  });
  assert.deepEqual([...paths.keys()], ['totalGross', 'lines.1.quantity', 'taxes.0.rate']);
});
