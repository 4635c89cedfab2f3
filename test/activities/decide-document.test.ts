import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideFromEvidence } from '../../activities/decide-document.ts';
import { exactExtraction } from '../../reading/exact-extraction.ts';
import { readEInvoices } from '../../reading/xml/read-e-invoice.ts';
import type { ReadPart } from '../../schemas/reading.ts';
import { ublInvoice } from '../checks/en16931/ubl-invoice.ts';

function decided(xml: string) {
  const [eInvoice] = readEInvoices(Buffer.from(xml));
  assert.ok(eInvoice);
  const part: ReadPart = { part: 1, pages: [], eInvoice };
  return decideFromEvidence({
    file: { findings: [] },
    part,
    specialist: null,
    extraction: exactExtraction(eInvoice, null),
    answers: [],
    today: '2026-03-02',
  });
}

// The made-up party numbers have no valid check digits, which is a warning of another check.
const valid = ublInvoice();

test('an e-invoice that breaks no rule is accepted', () => {
  const { result, doubts } = decided(valid);
  assert.deepEqual(result.reasons, []);
  assert.equal(result.status, 'accepted');
  assert.deepEqual(doubts, []);
});

test('an e-invoice that breaks a business rule goes to a person with the rule as its reason, and no model is asked', () => {
  const { result, doubts } = decided(valid.replace('>93.10<', '>94.10<'));
  assert.equal(result.status, 'review');
  const reason = result.reasons.find(({ code }) => code === 'BR-CO-16');
  assert.equal(reason?.field, 'amountDue');
  assert.equal(result.findings.find(({ rule }) => rule === 'BR-CO-16')?.severity, 'error');
  assert.equal(result.fields.amountDue?.accepted, false);
  assert.deepEqual(doubts, []);
});

test('a rule that is only a warning is told and holds nothing up', () => {
  const { result } = decided(valid.replace('<cbc:DueDate>2026-03-31</cbc:DueDate>', ''));
  assert.equal(result.findings.find(({ rule }) => rule === 'BR-CO-25')?.severity, 'warning');
  assert.equal(result.status, 'accepted');
});
