import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareWithPages } from '../../reading/compare/compare-page.ts';
import { exactExtraction } from '../../reading/exact-extraction.ts';
import type { EInvoice } from '../../schemas/reading.ts';
import { pageOf } from '../models/form-page.ts';

const invoice: EInvoice = {
  syntax: 'CII',
  profile: null,
  typeCode: '380',
  kind: 'invoice',
  language: 'de',
  fields: {
    invoiceNumber: 'RE-2024/17',
    issueDate: '2024-03-05',
    dueDate: '2024-04-04',
    sellerName: 'Acme Werkzeuge GmbH',
    sellerAddress: 'Hauptstr. 1, 12345 Berlin',
    sellerVatId: 'DE136695976',
    buyerName: 'Beta Handels AG',
    iban: 'DE89370400440532013000',
    currency: 'EUR',
    totalNet: '100.00',
    totalTax: '19.00',
    totalGross: '119.00',
    totalPrepaid: '0.00',
    amountDue: '119.00',
  },
  lines: [{ description: 'Hammer', quantity: '4', unitPrice: '25.00', lineTotal: '100.00' }],
  taxes: [{ rate: '19', base: '100.00', amount: '19.00' }],
};

const printed = [
  'Acme Werkzeuge GmbH',
  'Hauptstr. 1',
  '12345 Berlin',
  'Beta Handels AG',
  'Rechnung RE-2024/17',
  'Datum 05.03.2024',
  'Hammer 4 25,00 100,00',
  'Netto 100,00 EUR',
  'USt 19 % 19,00 EUR',
  'Gesamt 119,00 EUR',
  'Zahlbar bis 04.04.2024',
  'IBAN DE89 3704 0044 0532 0130 00',
  'USt-IdNr. DE136695976',
];

const pageWith = (changes: Record<string, string>) => [pageOf(printed.map((line) => changes[line] ?? line))];
const differing = (changes: Record<string, string>) =>
  compareWithPages(invoice, pageWith(changes)).findings.map(({ fields }) => fields[0]);

test('an e-invoice that its page repeats has no difference, and its values have their places', () => {
  const { same, values, findings } = compareWithPages(invoice, pageWith({}));
  assert.equal(same, true);
  assert.deepEqual(findings, []);
  assert.deepEqual(
    values.filter(({ verdict }) => verdict !== 'same').map(({ field, verdict }) => [field, verdict]),
    [['totalPrepaid', 'not-printed']],
  );
  const { fields } = exactExtraction(invoice, null, values);
  assert.equal(fields.invoiceNumber?.page, 0);
  assert.deepEqual(fields.invoiceNumber?.box, [83, 100, 143, 110]);
  assert.equal(fields.sellerAddress?.places?.length, 2);
  assert.deepEqual([fields.totalPrepaid?.page, fields.totalPrepaid?.box], [null, null]);
});

test('each kind of difference is found, with what the page shows instead', () => {
  const iban = compareWithPages(
    invoice,
    pageWith({ 'IBAN DE89 3704 0044 0532 0130 00': 'IBAN GB82 WEST 1234 5698 7654 32' }),
  );
  const [finding] = iban.findings;
  assert.equal(finding?.rule, 'e-invoice.page-differs');
  assert.equal(finding?.severity, 'error');
  assert.match(finding?.message ?? '', /DE89370400440532013000; it shows GB82WEST12345698765432/);
  assert.equal(iban.values.find(({ field }) => field === 'iban')?.shown[0]?.places.length, 1);

  assert.deepEqual(differing({ 'Gesamt 119,00 EUR': 'Gesamt 1.190,00 EUR' }), ['totalGross', 'amountDue']);
  assert.deepEqual(differing({ 'USt 19 % 19,00 EUR': 'USt 7 % 7,00 EUR' }), ['totalTax']);
  assert.deepEqual(differing({ 'Rechnung RE-2024/17': 'Rechnung RE-2024/18' }), ['invoiceNumber']);
  assert.deepEqual(differing({ 'Datum 05.03.2024': 'Datum 06.03.2024' }), ['issueDate']);
  assert.deepEqual(differing({ 'Zahlbar bis 04.04.2024': 'Zahlbar bis 20.03.2024' }), ['dueDate']);
  assert.deepEqual(differing({ 'USt-IdNr. DE136695976': 'USt-IdNr. DE811115368' }), ['sellerVatId']);
  assert.deepEqual(differing({ 'Beta Handels AG': 'Gamma Systeme KG' }), ['buyerName']);
  assert.deepEqual(differing({ 'Acme Werkzeuge GmbH': 'Omega Technik SE' }), ['sellerName']);
});

test('what the page merely leaves out is no difference', () => {
  assert.deepEqual(
    differing({
      'Zahlbar bis 04.04.2024': 'Zahlbar in 30 Tagen',
      'IBAN DE89 3704 0044 0532 0130 00': 'Lastschrift',
      'USt-IdNr. DE136695976': '',
      'Acme Werkzeuge GmbH': 'ACME Werkzeuge',
    }),
    [],
  );
});

test('a credit note may print its amounts with the other sign', () => {
  const credit: EInvoice = { ...invoice, kind: 'credit-note', fields: { ...invoice.fields, totalGross: '-119.00' } };
  assert.deepEqual(compareWithPages(credit, pageWith({})).findings, []);
});

test('data of another document are told apart', () => {
  const { same, findings } = compareWithPages(invoice, [pageOf(['Lieferschein 4711', 'Gamma KG', 'Menge 3'])]);
  assert.equal(same, false);
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['e-invoice.other-document'],
  );
  assert.deepEqual(compareWithPages(invoice, [pageOf([])]), { same: true, values: [], findings: [] });
});
