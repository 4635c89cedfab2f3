import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyPolicy } from '../../checks/apply-policy.ts';
import { documentScore } from '../../checks/bound/document-score.ts';
import { holdToDocumentBound } from '../../checks/bound/hold-to-document-bound.ts';
import type { DocumentResult } from '../../schemas/document.ts';
import { boundAutomationOf, certifiedBounds, type DocumentBounds } from '../../schemas/document-bound.ts';
import { documentReasons } from '../../schemas/document-reasons.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { DeskPolicy } from '../../schemas/policy.ts';
import { extractionOf } from './evidence.ts';

const bound = { delta: 0.05, n: 1500, groups: 1500, coverage: 0.4, population: 'test papers' };
const documents: DocumentBounds = {
  score: 'product',
  fields: ['invoiceNumber', 'totalNet', 'totalGross', 'amountDue'],
  recognised: false,
  bounds: {
    confident: [
      { ...bound, alpha: 0.02, threshold: null, coverage: 0 },
      { ...bound, alpha: 0.05, threshold: 0.8 },
    ],
    always: [{ ...bound, alpha: 0.05, threshold: 0.9 }],
  },
};
const text = [{ source: 'text' as const }];
const model = { producer: { name: 'invoice', version: '9.1.0', sha256: 'a'.repeat(64) }, documents };
const policy: DeskPolicy = {
  desk: 'documents',
  automation: 'confident',
  documentBound: 0.05,
  secondLooks: 0.05,
  looked: 0,
  errors: 0,
  evidence: 1,
  alarmAt: null,
  documentWatch: { looked: 0, wrong: 0, evidence: 1, alarmAt: null },
};
const accepted = (
  confidence: number,
  changed: Partial<Record<FieldName, Partial<Evidence>>> = {},
): Pick<DocumentResult, 'status' | 'reasons' | 'fields'> => {
  const { fields } = extractionOf({ invoiceNumber: 'R-1', totalGross: '119.00', buyerName: 'Bo' }, confidence);
  for (const [name, part] of Object.entries(changed)) {
    const of = fields[name as FieldName] ?? extractionOf({ [name]: '1.00' }, confidence).fields[name as FieldName];
    assert.ok(of);
    fields[name as FieldName] = { ...of, ...part };
  }
  return { status: 'accepted', reasons: [], fields };
};
const held = (decided: Parameters<typeof holdToDocumentBound>[0], changed: Partial<DeskPolicy> = {}) =>
  holdToDocumentBound(decided, { ...policy, ...changed }, model, text);

describe('the score of a document', () => {
  it('is of the values that decide alone, the smallest confidence or their product', () => {
    const { fields } = accepted(0.9, { buyerName: { confidence: 0.1 } });
    assert.ok(Math.abs((documentScore(fields, documents) ?? 0) - 0.81) < 1e-12);
    assert.equal(documentScore(fields, { ...documents, score: 'least' }), 0.9);
  });
  it('leaves out what a rule states, which stands and falls with others', () => {
    const { fields } = accepted(0.9, {
      totalNet: { source: 'rule', confidence: 0.1 },
      amountDue: { source: 'rule', confidence: 0.1 },
    });
    assert.ok(Math.abs((documentScore(fields, documents) ?? 0) - 0.81) < 1e-12);
  });
  it('is unknown where a value comes from a larger model or a person, or none is there', () => {
    for (const source of ['llm', 'teacher', 'human'] as const)
      assert.equal(documentScore(accepted(0.99, { totalGross: { source } }).fields, documents), null);
    assert.equal(documentScore({}, documents), null);
  });
});

describe('the bound on whole documents', () => {
  it('lets pass what reaches it, and stamps what it was', () => {
    const { result, stamp } = held(accepted(0.95));
    assert.equal(result.status, 'accepted');
    assert.deepEqual(stamp, {
      ...bound,
      alpha: 0.05,
      threshold: 0.8,
      automation: 'confident',
      fields: documents.fields,
      score: 'product',
      reached: 0.95 * 0.95,
    });
  });
  it('sends to a person what does not, with both figures and what to look at first', () => {
    const { result, stamp } = held(accepted(0.9, { totalGross: { confidence: 0.85 } }));
    assert.equal(result.status, 'review');
    assert.deepEqual(
      result.reasons.map(({ code }) => code),
      ['document.doubtful'],
    );
    assert.match(
      result.reasons[0]?.message ?? '',
      /76\.5 % certain.* at most 5 % .* from 80 %: check totalGross \(85 %\)/,
    );
    assert.equal(stamp?.reached, 0.9 * 0.85);
  });
  it('lets nothing pass where no score keeps it, or the model states no such bound', () => {
    for (const documentBound of [0.02, 0.1]) {
      const { result } = held(accepted(1), { documentBound });
      assert.deepEqual(
        result.reasons.map(({ code, message }) => [code, /invoice 9\.1\.0 is not certified/.test(message)]),
        [['document.no-bound', true]],
      );
    }
    const without = holdToDocumentBound(accepted(1), policy, { producer: model.producer }, text);
    assert.equal(without.result.reasons[0]?.code, 'document.no-bound');
    assert.equal(without.stamp, null);
  });
  it('does not speak of what a larger model found', () => {
    const { result, stamp } = held(accepted(1, { totalGross: { source: 'llm' } }));
    assert.deepEqual([result.reasons[0]?.code, stamp?.reached], ['document.not-covered', null]);
  });
  it('does not speak of scans where it rests on text layers alone', () => {
    const scan = [{ source: 'ocr' as const }];
    const { result, stamp } = holdToDocumentBound(accepted(1), policy, model, scan);
    assert.deepEqual([result.reasons[0]?.code, stamp?.reached], ['document.not-covered', null]);
    const covered = { ...model, documents: { ...documents, recognised: true } };
    assert.equal(holdToDocumentBound(accepted(1), policy, covered, scan).result.status, 'accepted');
    const elsewhere = [{ source: 'text' as const }, { source: 'ocr' as const }];
    assert.equal(holdToDocumentBound(accepted(1), policy, model, elsewhere).result.status, 'accepted');
  });
  it('is another where doubt about values stops nothing', () => {
    const { result, stamp } = held(accepted(0.92), { automation: 'always' });
    assert.deepEqual([stamp?.automation, stamp?.threshold, result.status], ['always', 0.9, 'review']);
    assert.equal(boundAutomationOf({ automation: 'confident', fields: { iban: 'always' } }), 'always');
    assert.equal(boundAutomationOf({ automation: 'never', fields: { iban: 'confident' } }), 'confident');
  });
  it('governs no exact data, nothing where it is off, and adds nothing to what goes to a person anyway', () => {
    assert.deepEqual(holdToDocumentBound(accepted(0.1), policy, null, []), { result: accepted(0.1), stamp: null });
    const { documentBound: _, ...off } = policy;
    assert.deepEqual(holdToDocumentBound(accepted(0.1), off, model, text), { result: accepted(0.1), stamp: null });
    const review = { ...accepted(0.1), status: 'review' as const, reasons: [{ code: 'field.missing', message: 'm' }] };
    assert.deepEqual(held(review).result, review);
    assert.notEqual(held(review).stamp, null, 'the record says what the document would have reached');
  });
  it('lets nothing pass while second looks say that it is broken, whatever it is set to by now', () => {
    const documentWatch = { looked: 12, wrong: 5, evidence: 31, alarmAt: '2026-01-01T00:00:00Z' };
    const { documentBound: _, ...off } = { ...policy, documentWatch };
    for (const one of [{ ...policy, documentWatch }, off]) {
      const { result } = holdToDocumentBound(accepted(1), one, model, text);
      assert.deepEqual(
        result.reasons.map(({ code, message }) => [code, /5 of 12 documents/.test(message)]),
        [['policy.document-alarm', true]],
      );
    }
    assert.equal(holdToDocumentBound(accepted(1), off, null, []).result.status, 'accepted', 'exact data passes on');
  });
  it('comes after the policy: a desk that suggests only lets nothing pass', () => {
    const suggested = applyPolicy(accepted(1), { ...policy, automation: 'never' }, ['totalGross']);
    const { result } = held(suggested, { automation: 'never' });
    assert.deepEqual(
      result.reasons.map(({ code }) => code),
      ['policy.review'],
    );
  });
  it('has a reason for each way, all in the table', () => {
    for (const code of ['document.doubtful', 'document.no-bound', 'document.not-covered', 'policy.document-alarm'])
      assert.ok(code in documentReasons, code);
  });
  it('offers the levels that some score keeps', () => {
    assert.deepEqual(
      certifiedBounds(documents, policy).map(({ alpha }) => alpha),
      [0.05],
    );
    assert.deepEqual(certifiedBounds(undefined, policy), []);
  });
});
