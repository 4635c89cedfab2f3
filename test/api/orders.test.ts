import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { auditEntries } from '../../store/tables.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
});
after(() => fixture.close());

const order = { number: 'PO-7', supplierName: 'Muster GmbH', currency: 'EUR', totalNet: '150.00' };
const post = (payload: object, headers = fixture.headers) =>
  fixture.app.inject({ method: 'POST', url: '/v1/orders', payload, headers });

test('orders are kept, listed, replaced and forgotten, and the chain knows', async () => {
  assert.deepEqual((await post({ orders: [order] })).json(), { kept: 1 });
  assert.deepEqual((await post({ orders: [{ ...order, totalNet: '160.00' }] })).json(), { kept: 1 });
  const listed = await fixture.app.inject({ url: '/v1/orders', headers: fixture.headers });
  assert.deepEqual(listed.json(), { items: [{ ...order, totalNet: '160.00' }] });
  const forget = () => fixture.app.inject({ method: 'DELETE', url: '/v1/orders/PO%207', headers: fixture.headers });
  assert.equal((await forget()).statusCode, 204);
  const again = await forget();
  assert.equal(again.statusCode, 404);
  assert.equal(again.json().code, 'request.not-found');
  const actions = (await fixture.deps.db.select().from(auditEntries)).map(({ action }) => action);
  assert.deepEqual(
    actions.filter((action) => action.startsWith('order')),
    ['orders.kept', 'orders.kept', 'order.removed'],
  );
});

test('a wrong order is named with its place, and a reader may not keep any', async () => {
  const refused = await post({ orders: [order, { ...order, totalNet: '1,50' }] });
  assert.equal(refused.statusCode, 400);
  assert.match(refused.body, /orders.{1,4}1.{1,4}totalNet/);
  assert.equal((await post({ orders: [order] }, await fixture.headersFor(['read']))).statusCode, 403);
});
