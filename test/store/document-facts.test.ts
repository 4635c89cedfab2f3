import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentFacts } from '../../schemas/document-memory.ts';
import type { Database } from '../../store/database.ts';
import { earlierDocuments, keepFacts } from '../../store/document-facts.ts';
import { findOrder, keepOrders, listOrders, removeOrder } from '../../store/orders.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { onEachDatabase } from './databases.ts';
import { documentArrival, openCase } from './example-cases.ts';

const facts = (changes: Partial<DocumentFacts>): DocumentFacts => ({
  file: 'a'.repeat(64),
  part: 1,
  supplierKeys: [],
  supplierName: null,
  number: null,
  gross: null,
  net: null,
  currency: null,
  issueDate: null,
  iban: null,
  order: null,
  figures: [],
  ...changes,
});

async function kept(db: Database, changes: Partial<DocumentFacts>): Promise<string> {
  const id = await openCase(db, documentArrival());
  await keepFacts(db, id, facts(changes));
  return id;
}

onEachDatabase((database) => {
  test('earlier documents are found by file, supplier, order, or amount and date; not later or unlike ones', async () => {
    const db = database();
    const file = await kept(db, { file: 'f'.repeat(64) });
    const supplier = await kept(db, { file: 'b'.repeat(64), supplierKeys: ['vat:DE1', 'name:X'] });
    const amount = await kept(db, { file: 'c'.repeat(64), gross: '7.77', issueDate: '2024-01-01' });
    const order = await kept(db, { file: 'd'.repeat(64), order: 'PO1' });
    await kept(db, { file: 'e'.repeat(64), supplierKeys: ['name:Y'], gross: '7.77', issueDate: '2024-01-02' });
    const own = facts({
      file: 'f'.repeat(64),
      supplierKeys: ['tax:9', 'name:X'],
      gross: '7.77',
      issueDate: '2024-01-01',
      order: 'PO1',
    });
    const id = await kept(db, own);
    await kept(db, own);
    const found = await earlierDocuments(db, id, own);
    assert.deepEqual(found.map(({ caseId }) => caseId).sort(), [file, supplier, amount, order].sort());
    assert.equal(found[0]?.state, 'processing');
  });

  test('rejected documents are forgotten, newer facts take the place of older ones', async () => {
    const db = database();
    const rejected = await kept(db, { supplierKeys: ['name:REJECTED'] });
    const reasons = [{ code: 'pdf.broken', message: 'broken' }] as const;
    const outcome = { kind: 'refused' as const, status: 'rejected' as const, reasons: [...reasons] };
    await recordOutcome(db, { caseId: rejected, state: 'rejected', outcome, actor: 'workflow', key: 'refused' });
    const changed = await kept(db, { supplierKeys: ['name:REJECTED'], number: 'OLD' });
    await keepFacts(db, changed, facts({ supplierKeys: ['name:REJECTED'], number: 'NEW' }));
    const later = facts({ file: '1'.repeat(64), supplierKeys: ['name:REJECTED'] });
    const id = await kept(db, later);
    const found = await earlierDocuments(db, id, later);
    assert.deepEqual(
      found.map(({ caseId, number }) => [caseId, number]),
      [[changed, 'NEW']],
    );
  });

  test('orders are kept by their number however it is printed, replaced and forgotten', async () => {
    const db = database();
    assert.deepEqual(await findOrder(db, 'PO7'), { order: null, anyKept: false });
    const order = { number: 'PO-7', supplierName: 'Muster', currency: 'EUR', totalNet: '10.00' };
    assert.equal(await keepOrders(db, [order, { ...order, number: 'PO 7', totalNet: '11.00' }], 'key:a'), 1);
    assert.equal((await findOrder(db, 'PO7')).order?.totalNet, '11.00');
    await keepOrders(db, [{ ...order, totalNet: '12.00' }], 'key:a');
    assert.deepEqual(
      (await listOrders(db, 10)).map(({ totalNet }) => totalNet),
      ['12.00'],
    );
    assert.equal(await removeOrder(db, 'po/7', 'key:a'), true);
    assert.equal(await removeOrder(db, 'po/7', 'key:a'), false);
  });
});
