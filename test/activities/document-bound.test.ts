import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { checkEvidence, decideChecked } from '../../activities/decide-document.ts';
import type { DocumentModel } from '../../activities/dependencies.ts';
import { applyPolicy } from '../../checks/apply-policy.ts';
import { documentScore } from '../../checks/bound/document-score.ts';
import { criticalFields } from '../../schemas/deciding-fields.ts';
import type { BoundAutomation } from '../../schemas/document-bound.ts';
import { documentReasons } from '../../schemas/document-reasons.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import { fieldNames, lineFieldNames, taxFieldNames } from '../../schemas/fields.ts';
import { evidenceGroup, evidenceWeights } from '../../schemas/joint-calibration.ts';
import { specialistEvidence } from '../checks/evidence.ts';

const said = z.object({ value: z.string(), confidence: z.number(), source: z.enum(['specialist', 'rule']) });
const fixture = z.object({
  weights: z.partialRecord(evidenceGroup, evidenceWeights),
  thresholds: z.record(z.string(), z.number().nullable()),
  cases: z.array(
    z.object({
      said: z.object({
        fields: z.partialRecord(z.enum(fieldNames), said),
        lines: z.array(z.partialRecord(z.enum(lineFieldNames), said)),
        taxes: z.array(z.partialRecord(z.enum(taxFieldNames), said)),
      }),
      recognised: z.boolean(),
      expected: z.object({
        scores: z.object({ least: z.number(), product: z.number() }),
        passes: z.object({ confident: z.boolean(), always: z.boolean() }),
      }),
    }),
  ),
});
type Said = z.infer<typeof said>;
const { weights, thresholds, cases } = fixture.parse(
  JSON.parse(readFileSync(new URL('../fixtures/joint/documents.json', import.meta.url), 'utf8')),
);
/** Checks that the training has no copy of: they only hold back more. */
const ONLY_HERE = ['due.unexplained'];
const automations: BoundAutomation[] = ['confident', 'always'];
const calm = { alarmAt: null, looked: 0, errors: 0 };

const specialist: DocumentModel = {
  producer: { name: 'invoice', version: '1.0.0', sha256: 'a'.repeat(64) },
  joint: { version: '1', weights, sha256: 'a'.repeat(64) },
  thresholds: Object.fromEntries(
    Object.entries(thresholds).map(([name, threshold]) => [
      name,
      { threshold, alpha: 0.02, delta: 0.05, n: 9, groups: 9, coverage: 0.5, population: 'test' },
    ]),
  ),
};
const evidenceOf = (row: Partial<Record<string, Said>>): Record<string, Evidence> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, entry]) =>
      entry ? [[name, { ...specialistEvidence(entry.value, entry.confidence), source: entry.source }]] : [],
    ),
  );

function decided({ said: { fields, lines, taxes }, recognised }: (typeof cases)[number]) {
  const checked = checkEvidence({
    file: { findings: [] },
    part: { part: 1, pages: [{ width: 1, height: 1, source: recognised ? 'ocr' : 'text', words: [] }], eInvoice: null },
    specialist,
    extraction: {
      fields: evidenceOf(fields),
      lines: lines.map(evidenceOf),
      taxes: taxes.map(evidenceOf),
      kind: { value: 'invoice', confidence: 1 },
    },
    answers: [],
    today: '2026-02-01',
  });
  return decideChecked(checked).result;
}

describe('a whole document meets the training reference', () => {
  it('has cases of every kind', () => {
    const passed = (automation: BoundAutomation) => cases.filter(({ expected }) => expected.passes[automation]).length;
    assert.ok(cases.length >= 40);
    assert.ok(passed('confident') > 5);
    assert.ok(passed('always') > passed('confident') + 5);
    assert.ok(passed('always') < cases.length - 5);
  });
  cases.forEach((one, index) => {
    it(`case ${index + 1}: both scores, and whether it passes without a bound of its own`, () => {
      const result = decided(one);
      for (const score of ['least', 'product'] as const) {
        const reached = documentScore(result.fields, { score, fields: [...criticalFields] }) ?? Number.NaN;
        assert.ok(Math.abs(reached - one.expected.scores[score]) < 1e-8, `${score}: ${reached}`);
      }
      const more = result.reasons.filter(({ code }) => ONLY_HERE.includes(code));
      for (const automation of automations) {
        const { status } = applyPolicy(result, { ...calm, automation }, ['totalGross']);
        assert.equal(status === 'accepted', one.expected.passes[automation] && more.length === 0, automation);
      }
    });
  });
  it('states each reason that is no check by a code of the table', () => {
    const rules = new Set(cases.flatMap((one) => decided(one).findings.map(({ rule }) => rule)));
    const reasons = cases
      .flatMap((one) => decided(one).reasons.map(({ code }) => code))
      .filter((code) => !rules.has(code));
    assert.ok(reasons.length > 0);
    for (const code of reasons) assert.ok(code in documentReasons, code);
  });
});
