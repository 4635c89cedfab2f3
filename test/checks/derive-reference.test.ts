import assert from 'node:assert/strict';
import { it } from 'node:test';
import { checkDocument } from '../../checks/check-document.ts';
import { decideDocument } from '../../checks/decide-document.ts';
import type { DocumentKind } from '../../schemas/document.ts';
import { extractionOf } from './evidence.ts';

const checked = (fields: Record<string, string>, kind: DocumentKind = 'invoice') =>
  checkDocument(extractionOf(fields, 0.99), { kind, today: '2026-01-01', exact: false }).extraction;

it('an invoice that asks for no reference is paid by its number, and nothing accepts that', () => {
  const extraction = checked({ invoiceNumber: 'RE-7', sellerName: 'Corner Shop' });
  const { paymentReference } = extraction.fields;
  assert.equal(paymentReference?.value, 'RE-7');
  assert.equal(paymentReference?.source, 'rule');
  const bound = { threshold: 0.5, alpha: 0.02, delta: 0.05, n: 9, groups: 9, coverage: 1, population: 'test' };
  const routing = { kind: 'invoice', kindConfidence: 1, language: 'en', outOfScope: false, by: 'rule' } as const;
  const decision = decideDocument({ extraction, findings: [], routing, bounds: { specialist: { '*': bound } } });
  assert.equal(decision.extraction.fields.invoiceNumber?.accepted, true);
  assert.equal(decision.extraction.fields.paymentReference?.accepted, false);
  assert.ok(!decision.doubts.includes('paymentReference'));
});

it('a printed reference stands; receipts and credit notes get none', () => {
  const printed = checked({ invoiceNumber: 'RE-7', paymentReference: 'RF18' });
  assert.equal(printed.fields.paymentReference?.value, 'RF18');
  for (const kind of ['receipt', 'credit-note', 'other'] as const)
    assert.equal(checked({ invoiceNumber: 'RE-7' }, kind).fields.paymentReference, undefined);
});
