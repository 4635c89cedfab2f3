import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkDocument } from '../../checks/check-document.ts';
import type { Finding } from '../../schemas/finding.ts';
import { extractionOf, specialistEvidence } from './evidence.ts';

const context = { kind: 'invoice', today: '2026-01-15', exact: false } as const;
const rulesOf = (findings: Finding[], severity: Finding['severity']) =>
  findings.filter((finding) => finding.severity === severity).map((finding) => finding.rule);

describe('sums', () => {
  it('closes net + tax = gross within rounding', () => {
    const { findings } = checkDocument(
      extractionOf({ totalNet: '100.00', totalTax: '19.01', totalGross: '119.00' }),
      context,
    );
    assert.deepEqual(rulesOf(findings, 'info'), ['sum.gross']);
    assert.deepEqual(rulesOf(findings, 'error'), []);
  });

  it('names the three values of a sum that does not close', () => {
    const { findings } = checkDocument(
      extractionOf({ totalNet: '100.00', totalTax: '19.00', totalGross: '191.00' }),
      context,
    );
    const failing = findings.find((finding) => finding.rule === 'sum.gross');
    assert.equal(failing?.severity, 'error');
    assert.deepEqual(failing?.fields, ['totalNet', 'totalTax', 'totalGross']);
    assert.match(failing?.message ?? '', /100.*19.*191/);
  });

  it('closes the lines with the net total after a document discount', () => {
    const extraction = extractionOf({ totalNet: '90.00', totalDiscount: '10.00' });
    extraction.lines.push({ lineTotal: specialistEvidence('60.00') }, { lineTotal: specialistEvidence('40.00') });
    assert.deepEqual(rulesOf(checkDocument(extraction, context).findings, 'info'), ['sum.lines']);
  });

  it('warns of a line whose product is another amount', () => {
    const extraction = extractionOf({});
    const line = { quantity: '3', unitPrice: '2.50', lineTotal: '8.00' };
    extraction.lines.push(
      Object.fromEntries(Object.entries(line).map(([name, value]) => [name, specialistEvidence(value)])),
    );
    const [finding] = checkDocument(extraction, context).findings;
    assert.deepEqual([finding?.rule, finding?.fields], ['line.product', ['lines.0.lineTotal']]);
  });

  it('checks every tax row and their sum', () => {
    const extraction = extractionOf({ totalTax: '26.00' });
    extraction.taxes.push({
      rate: specialistEvidence('19'),
      base: specialistEvidence('100.00'),
      amount: specialistEvidence('19.00'),
    });
    extraction.taxes.push({
      rate: specialistEvidence('7'),
      base: specialistEvidence('100.00'),
      amount: specialistEvidence('8.00'),
    });
    assert.deepEqual(rulesOf(checkDocument(extraction, context).findings, 'error'), ['sum.taxes', 'tax.row']);
  });
});

describe('derived totals', () => {
  it('derives the missing total from the other two, with their places and the product of their probabilities', () => {
    const { extraction, findings } = checkDocument(
      extractionOf({ totalTax: '19.00', totalGross: '119.00' }, 0.9),
      context,
    );
    const net = extraction.fields.totalNet;
    assert.equal(net?.value, '100.00');
    assert.equal(net?.source, 'rule');
    assert.equal(net?.places?.length, 2);
    assert.ok(Math.abs((net?.confidence ?? 0) - 0.81) < 1e-9);
    assert.deepEqual(rulesOf(findings, 'error'), []);
  });

  it('never computes the gross total', () => {
    const { extraction } = checkDocument(extractionOf({ totalNet: '100.00', totalTax: '19.00' }), context);
    assert.equal(extraction.fields.totalGross, undefined);
  });

  it('leaves exact data as it is', () => {
    const exact = checkDocument(extractionOf({ totalTax: '19.00', totalGross: '119.00' }), { ...context, exact: true });
    assert.equal(exact.extraction.fields.totalNet, undefined);
  });
});

describe('dates', () => {
  it('refuses a future issue date and a due date before it', () => {
    const { findings } = checkDocument(extractionOf({ issueDate: '2026-03-01', dueDate: '2026-02-01' }), context);
    assert.deepEqual(rulesOf(findings, 'error'), ['date.future', 'date.order']);
  });

  it('refuses an issue date older than any archive', () => {
    assert.deepEqual(rulesOf(checkDocument(extractionOf({ issueDate: '1926-03-01' }), context).findings, 'error'), [
      'date.past',
    ]);
  });
});

describe('identifiers', () => {
  it('passes a right IBAN and VAT id, with spaces or without', () => {
    const values = { iban: 'DE89 3704 0044 0532 0130 00', sellerVatId: 'DE136695976', bic: 'COBADEFFXXX' };
    assert.deepEqual(checkDocument(extractionOf(values), context).findings, []);
  });

  it('refuses an IBAN with a wrong check digit', () => {
    assert.deepEqual(
      rulesOf(checkDocument(extractionOf({ iban: 'DE88370400440532013000' }), context).findings, 'error'),
      ['iban.invalid'],
    );
  });

  it('warns of a VAT id with a wrong check digit', () => {
    assert.deepEqual(
      rulesOf(checkDocument(extractionOf({ sellerVatId: 'DE136695975' }), context).findings, 'warning'),
      ['vat-id.invalid'],
    );
  });
});

describe('value contracts', () => {
  it('names a value of the wrong form by its path', () => {
    const extraction = extractionOf({ issueDate: '31.12.2025', currency: 'EUX' });
    extraction.lines.push({ quantity: specialistEvidence('two') });
    const paths = checkDocument(extraction, context)
      .findings.filter((f) => f.rule === 'value.invalid')
      .flatMap((f) => f.fields);
    assert.deepEqual(paths, ['issueDate', 'currency', 'lines.0.quantity']);
  });
});
