import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkDuplicates } from '../../checks/memory/check-duplicates.ts';
import { checkOrder } from '../../checks/memory/check-order.ts';
import { checkSupplier } from '../../checks/memory/check-supplier.ts';
import { factsOf } from '../../checks/memory/facts-of.ts';
import { graded } from '../../checks/memory/memory-finding.ts';
import type { DocumentFacts, EarlierDocument, PurchaseOrder } from '../../schemas/document-memory.ts';
import { extractionOf } from './evidence.ts';

const figures = Array.from({ length: 20 }, (_, index) => `F${index}`);

const facts = (changes: Partial<DocumentFacts> = {}): DocumentFacts => ({
  file: 'a'.repeat(64),
  part: 1,
  supplierKeys: ['vat:DE123456789', 'name:MUSTERGMBH'],
  supplierName: 'Muster GmbH',
  number: 'RE20241',
  gross: '119.00',
  net: '100.00',
  currency: 'EUR',
  issueDate: '2024-03-01',
  iban: 'DE89370400440532013000',
  order: null,
  figures,
  ...changes,
});

let ordinal = 0;
const earlier = (changes: Partial<EarlierDocument> = {}): EarlierDocument => {
  ordinal += 1;
  return {
    ...facts({
      file: `${ordinal}`.padStart(64, '0'),
      number: `N${ordinal}`,
      issueDate: '2024-01-01',
      gross: '50.00',
      figures: [],
    }),
    caseId: `case-${ordinal}`,
    state: 'accepted',
    receivedAt: '2024-02-01T00:00:00.000Z',
    ...changes,
  };
};

const rules = (findings: readonly { rule: string }[]) => findings.map(({ rule }) => rule);

describe('facts of a document', () => {
  it('keep what compares equal however it is printed', () => {
    const { fields } = extractionOf({
      invoiceNumber: 'RE-2024/1',
      sellerName: 'Müller & Söhne GmbH',
      sellerVatId: 'DE123456789',
      iban: 'DE89370400440532013000',
    });
    const words = ['Rechnung', 'RE-2024/1', '119,00', '119,00'].map((text) => ({
      text,
      box: [0, 0, 1, 1] as [number, number, number, number],
      line: 0,
    }));
    const found = factsOf({ file: 'f', part: 1, pages: [{ width: 1, height: 1, source: 'text', words }] }, fields);
    assert.deepEqual(found.supplierKeys, ['vat:DE123456789', 'name:MULLERSOHNEGMBH']);
    assert.equal(found.number, 'RE20241');
    assert.deepEqual(found.figures, ['11900', 'RE20241']);
  });
});

describe('duplicates', () => {
  it('are the same file, but not another part of it', () => {
    const same = earlier({ file: facts().file });
    assert.deepEqual(rules(checkDuplicates(facts(), [same])), ['memory.same-file']);
    assert.deepEqual(checkDuplicates(facts(), [{ ...same, part: 2, state: 'review' }]), []);
  });
  it('are the same number of the same supplier, not of another', () => {
    assert.deepEqual(rules(checkDuplicates(facts(), [earlier({ number: 'RE20241' })])), ['memory.same-number']);
    const other = earlier({ number: 'RE20241', supplierKeys: ['name:OTHER'] });
    assert.deepEqual(checkDuplicates(facts(), [other]), []);
  });
  it('are the same amount within days, not a month later', () => {
    const near = earlier({ gross: '119.0', issueDate: '2024-02-27' });
    assert.deepEqual(rules(checkDuplicates(facts(), [near])), ['memory.similar']);
    assert.deepEqual(checkDuplicates(facts(), [{ ...near, issueDate: '2024-02-01' }]), []);
    assert.deepEqual(checkDuplicates(facts(), [{ ...near, currency: 'USD' }]), []);
  });
  it('are pages with nearly the same figures', () => {
    const print = earlier({ supplierKeys: ['name:MISREAD'], figures: [...figures.slice(1), 'X1'] });
    assert.deepEqual(rules(checkDuplicates(facts(), [print])), ['memory.same-pages']);
    const nextMonth = earlier({ supplierKeys: [], figures: [...figures.slice(3), 'X1', 'X2', 'X3'] });
    assert.deepEqual(checkDuplicates(facts(), [nextMonth]), []);
  });
});

describe('habits of a supplier', () => {
  it('change with the bank account, which is never shown whole', () => {
    const [finding] = checkSupplier(facts(), [earlier({ iban: 'DE02120300000000202051' })]);
    assert.equal(finding?.rule, 'memory.bank-changed');
    assert.deepEqual(finding.fields, ['iban']);
    assert.ok(finding.message.includes('…2051') && !finding.message.includes('DE0212'));
    assert.deepEqual(checkSupplier(facts(), [earlier(), earlier({ iban: 'DE02120300000000202051' })]), []);
  });
  it('are learnt from accepted documents alone', () => {
    assert.deepEqual(checkSupplier(facts(), [earlier({ iban: 'DE02120300000000202051', state: 'review' })]), []);
  });
  it('make an amount unusual once there are enough', () => {
    const usual = ['100', '110', '105', '98', '120'].map((gross) => earlier({ gross }));
    assert.deepEqual(rules(checkSupplier(facts({ gross: '900.00' }), usual)), ['memory.amount-unusual']);
    assert.deepEqual(checkSupplier(facts({ gross: '125.00' }), usual), []);
    assert.deepEqual(checkSupplier(facts({ gross: '900.00' }), usual.slice(1)), []);
  });
  it('allow a fifth even where every amount was the same', () => {
    const same = Array.from({ length: 6 }, () => earlier({ gross: '100.00' }));
    assert.deepEqual(checkSupplier(facts({ gross: '119.00' }), same), []);
    assert.deepEqual(rules(checkSupplier(facts({ gross: '130.00' }), same)), ['memory.amount-unusual']);
  });
});

describe('the match with an order', () => {
  const order: PurchaseOrder = { number: 'PO-7', supplierName: 'Muster', currency: 'EUR', totalNet: '150.00' };
  const ordered = facts({ order: 'PO7' });
  it('says nothing where no orders are kept or none is named', () => {
    assert.deepEqual(checkOrder(ordered, [], { order: null, anyKept: false }), []);
    assert.deepEqual(checkOrder(facts(), [], { order: null, anyKept: true }), []);
  });
  it('names an unknown order, another supplier and another currency', () => {
    assert.deepEqual(rules(checkOrder(ordered, [], { order: null, anyKept: true })), ['order.unknown']);
    const others = { ...order, supplierName: 'Beispiel AG' };
    assert.deepEqual(rules(checkOrder(ordered, [], { order: others, anyKept: true })), ['order.supplier']);
    const pounds = { ...order, currency: 'GBP' };
    assert.deepEqual(rules(checkOrder(ordered, [], { order: pounds, anyKept: true })), ['order.amount']);
  });
  it('adds what was accepted on the order before', () => {
    assert.deepEqual(rules(checkOrder(ordered, [], { order, anyKept: true })), ['order.matched']);
    const before = earlier({ order: 'PO7', net: '60.00' });
    assert.deepEqual(rules(checkOrder(ordered, [before], { order, anyKept: true })), ['order.amount']);
    const waiting: EarlierDocument = { ...before, state: 'review' };
    assert.deepEqual(rules(checkOrder(ordered, [waiting], { order, anyKept: true })), ['order.matched']);
  });
});

describe('policy', () => {
  it('says which rules block', () => {
    const finding = { rule: 'memory.similar', message: 'm', fields: [] } as const;
    assert.equal(graded({ ...finding, fields: [] }).severity, 'warning');
    assert.equal(graded({ ...finding, fields: [] }, ['memory.similar']).severity, 'error');
    assert.equal(
      graded({ rule: 'order.matched', message: 'm', fields: [], good: true }, ['order.matched']).severity,
      'info',
    );
  });
});
