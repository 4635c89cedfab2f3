import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { weighEvidence } from '../../activities/weigh-evidence.ts';
import { checkSums } from '../../checks/document/check-sums.ts';
import { sumVotes } from '../../checks/document/sum-votes.ts';
import { jointConfidence } from '../../models/joint-confidence.ts';
import type { Extraction } from '../../schemas/document.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import { fieldNames, lineFieldNames, taxFieldNames } from '../../schemas/fields.ts';
import { evidenceGroup, evidenceWeights, type JointStamp } from '../../schemas/joint-calibration.ts';
import { valuesByPath } from '../../schemas/values-by-path.ts';
import { extractionOf, specialistEvidence } from '../checks/evidence.ts';

const said = z.object({ value: z.string(), confidence: z.number(), source: z.enum(['specialist', 'rule']) });
const fixture = z.object({
  weights: z.partialRecord(evidenceGroup, evidenceWeights),
  cases: z.array(
    z.object({
      said: z.object({
        fields: z.partialRecord(z.enum(fieldNames), said),
        lines: z.array(z.partialRecord(z.enum(lineFieldNames), said)),
        taxes: z.array(z.partialRecord(z.enum(taxFieldNames), said)),
      }),
      recognised: z.boolean(),
      expected: z.object({
        votes: z.record(z.string(), z.enum(['closes', 'fails'])),
        blocked: z.array(z.string()),
        confidence: z.record(z.string(), z.number()),
      }),
    }),
  ),
});
type Said = z.infer<typeof said>;

const { weights, cases } = fixture.parse(
  JSON.parse(readFileSync(new URL('../fixtures/joint/cases.json', import.meta.url), 'utf8')),
);
const joint: JointStamp = { version: '1', weights, sha256: 'a'.repeat(64) };
const page = (source: 'text' | 'ocr') => ({ width: 1, height: 1, source, words: [] });

const evidenceOf = (row: Partial<Record<string, Said>>): Record<string, Evidence> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, entry]) =>
      entry ? [[name, { ...specialistEvidence(entry.value, entry.confidence), source: entry.source }]] : [],
    ),
  );
const extractionOfCase = ({ said: { fields, lines, taxes } }: (typeof cases)[number]): Extraction => ({
  fields: evidenceOf(fields),
  lines: lines.map(evidenceOf),
  taxes: taxes.map(evidenceOf),
});

describe('joint evidence meets the training reference', () => {
  it('has cases of every kind', () => {
    const votes = cases.flatMap(({ expected }) => Object.values(expected.votes));
    assert.ok(cases.length >= 20);
    assert.ok(votes.filter((vote) => vote === 'closes').length > 20);
    assert.ok(votes.filter((vote) => vote === 'fails').length > 20);
    assert.ok(cases.some(({ said: { fields } }) => Object.values(fields).some((field) => field.source === 'rule')));
  });
  cases.forEach((one, index) => {
    it(`case ${index + 1}: votes of the sums, what failing totals block, and every confidence`, () => {
      const extraction = extractionOfCase(one);
      assert.deepEqual(Object.fromEntries(sumVotes(extraction)), one.expected.votes);
      const failing = checkSums(extraction).filter(({ severity }) => severity === 'error');
      assert.deepEqual([...new Set(failing.flatMap(({ fields }) => fields))].sort(), one.expected.blocked);
      const weighed = valuesByPath(weighEvidence(extraction, [page(one.recognised ? 'ocr' : 'text')], joint));
      assert.deepEqual([...weighed.keys()].sort(), Object.keys(one.expected.confidence).sort());
      for (const [path, { confidence }] of weighed) {
        const expected = one.expected.confidence[path] ?? Number.NaN;
        assert.ok(Math.abs(confidence - expected) < 1e-8, `${path}: ${confidence} is not ${expected}`);
      }
    });
  });
});

describe('weighEvidence', () => {
  const sums = { totalNet: '100.00', totalTax: '19.00', totalGross: '119.00' };
  const grossOf = (extraction: Extraction) =>
    weighEvidence(extraction, [page('text')], joint).fields.totalGross?.confidence ?? Number.NaN;

  it('trusts a total more where its sum closes, and less where it does not', () => {
    const alone = grossOf(extractionOf({ totalGross: '119.00' }, 0.9));
    assert.ok(grossOf(extractionOf(sums, 0.9)) > alone);
    assert.ok(grossOf(extractionOf({ ...sums, totalTax: '91.00' }, 0.9)) < alone);
  });

  it('takes no sum for evidence that a rule made to close', () => {
    const extraction = extractionOf(sums, 0.9);
    const { totalTax } = extraction.fields;
    assert.ok(totalTax);
    extraction.fields.totalTax = { ...totalTax, source: 'rule' };
    assert.equal(grossOf(extraction), grossOf(extractionOf({ totalGross: '119.00' }, 0.9)));
  });

  it('leaves exact data, what a person set and what larger models say as they are', () => {
    for (const source of ['xml', 'human', 'teacher', 'llm'] as const) {
      const extraction = extractionOf(sums, 0.7);
      const { totalGross } = extraction.fields;
      assert.ok(totalGross);
      extraction.fields.totalGross = { ...totalGross, source };
      assert.equal(grossOf(extraction), 0.7);
    }
  });

  it('leaves a group without weights as it is', () => {
    const nothing = { vote: null, recognised: true };
    assert.equal(jointConfidence(joint, 'issueDate', 0.42, nothing), 0.42);
    assert.ok(jointConfidence(joint, 'sellerName', 0.42, nothing) < 0.42);
  });
});
