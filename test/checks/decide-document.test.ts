import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideDocument } from '../../checks/decide-document.ts';
import type { Routing } from '../../schemas/document.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import { extractionOf, specialistEvidence } from './evidence.ts';

const bound: AcceptanceThreshold = {
  threshold: 0.9,
  alpha: 0.02,
  delta: 0.05,
  n: 500,
  groups: 200,
  coverage: 0.8,
  population: 'test',
};
const routing: Routing = { kind: 'receipt', kindConfidence: 0.99, language: 'en', outOfScope: false, by: 'rule' };
const complete = { sellerName: 'Corner Shop', issueDate: '2025-12-01', totalGross: '9.00' };

describe('decideDocument', () => {
  it('accepts when every required value reaches its bound', () => {
    const decision = decideDocument({
      extraction: extractionOf(complete, 0.95),
      findings: [],
      routing,
      bounds: { specialist: { '*': bound } },
    });
    assert.equal(decision.status, 'accepted');
    assert.deepEqual(decision.doubts, []);
    assert.equal(decision.extraction.fields.totalGross?.accepted, true);
  });

  it('prefers the bound of the field to the pooled one', () => {
    const specialist = { '*': bound, totalGross: { ...bound, threshold: 0.97 } };
    const decision = decideDocument({
      extraction: extractionOf(complete, 0.95),
      findings: [],
      routing,
      bounds: { specialist },
    });
    assert.equal(decision.status, 'review');
    assert.deepEqual(decision.doubts, ['totalGross']);
  });

  it('judges a value of a row by the bound of its column', () => {
    const extraction = extractionOf(complete, 0.95);
    extraction.lines.push({
      description: specialistEvidence('Goods', 0.95),
      lineTotal: specialistEvidence('9.00', 0.95),
    });
    extraction.taxes.push({ amount: specialistEvidence('1.00', 0.95) });
    const never = { ...bound, threshold: null };
    const specialist = { '*': bound, 'line.description': never, 'tax.amount': { ...bound, threshold: 0.96 } };
    const { lines, taxes } = decideDocument({ extraction, findings: [], routing, bounds: { specialist } }).extraction;
    assert.equal(lines[0]?.description?.accepted, false);
    assert.equal(lines[0]?.lineTotal?.accepted, true);
    assert.equal(taxes[0]?.amount?.accepted, false);
  });

  it('leaves a value that two models dispute to a person, and accepts one that a measurement vouches for', () => {
    const decide = (standing: { disputed: FieldName[]; vouched: FieldName[] }, confidence: number) =>
      decideDocument({
        extraction: extractionOf(complete, confidence),
        findings: [],
        routing,
        bounds: { specialist: { '*': bound } },
        standing: { disputed: new Set(standing.disputed), vouched: new Set(standing.vouched) },
      });
    const disputed = decide({ disputed: ['totalGross'], vouched: ['totalGross'] }, 0.99);
    assert.deepEqual(disputed.doubts, ['totalGross']);
    assert.deepEqual(disputed.reasons[0]?.code, 'field.disputed');
    const vouched = decide({ disputed: [], vouched: ['totalGross'] }, 0.5);
    assert.deepEqual(vouched.doubts.toSorted(), ['issueDate', 'sellerName']);
  });

  it('accepts nothing where no bound is kept', () => {
    const decision = decideDocument({
      extraction: extractionOf(complete, 1),
      findings: [],
      routing,
      bounds: { specialist: { '*': { ...bound, threshold: null } } },
    });
    assert.deepEqual(decision.doubts.toSorted(), ['issueDate', 'sellerName', 'totalGross']);
  });

  it('asks for a required field that is missing', () => {
    const { issueDate: _, ...rest } = complete;
    const decision = decideDocument({
      extraction: extractionOf(rest, 0.99),
      findings: [],
      routing,
      bounds: { specialist: { '*': bound } },
    });
    assert.deepEqual(decision.reasons, [
      { code: 'field.missing', message: 'issueDate was not found', field: 'issueDate' },
    ]);
  });

  it('does not accept a value that a failing check names, however certain', () => {
    const findings = [
      { rule: 'sum.gross', severity: 'error' as const, message: 'does not close', fields: ['totalGross'] },
    ];
    const decision = decideDocument({
      extraction: extractionOf(complete, 1),
      findings,
      routing,
      bounds: { specialist: { '*': bound } },
    });
    assert.equal(decision.extraction.fields.totalGross?.accepted, false);
    assert.equal(decision.extraction.fields.sellerName?.accepted, true);
    assert.deepEqual(decision.doubts, ['totalGross']);
  });

  it('does not stop for a doubtful value that moves no money', () => {
    const extraction = extractionOf(complete, 0.99);
    const [name] = Object.values(extractionOf({ buyerName: 'Someone' }, 0.3).fields);
    if (name) extraction.fields.buyerName = name;
    const decision = decideDocument({ extraction, findings: [], routing, bounds: { specialist: { '*': bound } } });
    assert.equal(decision.status, 'accepted');
    assert.equal(decision.extraction.fields.buyerName?.accepted, false);
  });

  it('sends what is no bill to a person', () => {
    const other = { ...routing, kind: 'other' as const, outOfScope: true };
    const decision = decideDocument({
      extraction: extractionOf({}),
      findings: [],
      routing: other,
      bounds: { specialist: { '*': bound } },
    });
    assert.equal(decision.status, 'review');
    assert.equal(decision.reasons[0]?.code, 'document.out-of-scope');
  });

  it("judges what a teacher vouches for by the teacher's own bounds", () => {
    const extraction = extractionOf(complete, 0.95);
    const by = { name: 'invoice-teacher', version: '1.0.0', sha256: null };
    const { totalGross } = extraction.fields;
    assert.ok(totalGross);
    extraction.fields.totalGross = { ...totalGross, source: 'teacher', by };
    const decide = (threshold: number | null) =>
      decideDocument({
        extraction,
        findings: [],
        routing,
        bounds: {
          specialist: { '*': bound },
          teacher: { name: by.name, thresholds: { '*': { ...bound, threshold } } },
        },
      });
    assert.deepEqual(decide(0.94).doubts, []);
    assert.deepEqual(decide(0.96).doubts, ['totalGross']);
    assert.deepEqual(decide(null).doubts, ['totalGross']);
  });

  it('lets an amount due that a rule states stand and fall with the total it is', () => {
    const decide = (confidence: number) => {
      const extraction = extractionOf({ ...complete, amountDue: '9.00' }, 0.95);
      const { amountDue, totalGross } = extraction.fields;
      assert.ok(amountDue && totalGross);
      extraction.fields.amountDue = { ...amountDue, source: 'rule', confidence: 0.5 };
      extraction.fields.totalGross = { ...totalGross, confidence };
      return decideDocument({ extraction, findings: [], routing, bounds: { specialist: { '*': bound } } });
    };
    const sure = decide(0.95);
    assert.equal(sure.status, 'accepted');
    assert.equal(sure.extraction.fields.amountDue?.accepted, true);
    const doubtful = decide(0.5);
    assert.deepEqual(doubtful.doubts, ['totalGross']);
    assert.equal(doubtful.extraction.fields.amountDue?.accepted, false);
  });

  it('never accepts a net total that no word of the page says, and does not ask for it', () => {
    const extraction = extractionOf({ ...complete, totalNet: '8.00' }, 0.99);
    const { totalNet } = extraction.fields;
    assert.ok(totalNet);
    extraction.fields.totalNet = { ...totalNet, source: 'rule' };
    const decision = decideDocument({ extraction, findings: [], routing, bounds: { specialist: { '*': bound } } });
    assert.equal(decision.status, 'accepted');
    assert.equal(decision.extraction.fields.totalNet?.accepted, false);
  });
});
