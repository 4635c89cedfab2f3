import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { eq, sql } from 'drizzle-orm';
import { auditOf } from '../../store/audit.ts';
import { toSummary } from '../../store/case-rows.ts';
import { requireCase } from '../../store/cases.ts';
import type { Database } from '../../store/database.ts';
import { webhookOutbox } from '../../store/tables.ts';
import { queueReminder } from '../../store/webhook-events.ts';
import {
  createSubscription,
  deleteSubscription,
  dueDeliveries,
  listSubscriptions,
  markDelivered,
  markFailed,
  outboxState,
  retryDelays,
} from '../../store/webhooks.ts';
import { onEachDatabase } from './databases.ts';
import { openCase } from './example-cases.ts';
import { makeDeliveriesDue } from './make-deliveries-due.ts';

onEachDatabase((database) => {
  let caseId: string;
  const remind = async (db: Database) => queueReminder(db, toSummary(await requireCase(db, caseId)));

  beforeEach(async () => {
    const db = database();
    for (const { id } of await listSubscriptions(db)) await deleteSubscription(db, id);
    caseId = await openCase(db);
    await createSubscription(db, { url: 'https://example.com/hook', events: ['case.review-reminder'] });
  });

  test('a secret is shown when it is made and not again', async () => {
    const db = database();
    const made = await createSubscription(db, { url: 'https://example.com/x', events: ['case.accepted'] });
    assert.match(made.secret, /^whsec_[A-Za-z0-9+/]{32}$/);
    assert.equal(
      (await listSubscriptions(db)).some((one) => 'secret' in one),
      false,
    );
  });

  test('senders at work at once never get the same delivery', async () => {
    const db = database();
    for (let count = 0; count < 10; count += 1) await remind(db);
    const taken = await Promise.all([dueDeliveries(db, 6), dueDeliveries(db, 6), dueDeliveries(db, 6)]);
    const ids = taken.flat().map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(ids.length + (await dueDeliveries(db, 6)).length, 10);
  });

  test('a delivery is noted in the chain once', async () => {
    const db = database();
    await remind(db);
    const [delivery] = await dueDeliveries(db, 10);
    assert.ok(delivery);
    assert.equal(delivery.event.id, delivery.id);
    await markDelivered(db, delivery.id);
    await markDelivered(db, delivery.id);
    assert.equal((await auditOf(db, caseId)).filter(({ action }) => action === 'webhook.delivered').length, 1);
    await makeDeliveriesDue(db);
    assert.deepEqual(await dueDeliveries(db, 10), []);
    assert.equal((await outboxState(db)).waiting, 0);
  });

  test('a failed delivery waits, keeps its id, and is given up in the end', async () => {
    const db = database();
    await remind(db);
    const ids = new Set<string>();
    for (let attempt = 1; attempt <= retryDelays.length + 1; attempt += 1) {
      await makeDeliveriesDue(db);
      const [delivery] = await dueDeliveries(db, 10);
      assert.ok(delivery);
      ids.add(delivery.id);
      assert.equal(delivery.attempt, attempt);
      const { dead } = await markFailed(db, delivery.id, 'HTTP 500');
      assert.equal(dead, attempt > retryDelays.length);
      assert.deepEqual(await dueDeliveries(db, 10), []);
    }
    await makeDeliveriesDue(db);
    assert.deepEqual(await dueDeliveries(db, 10), []);
    const [row] = await db.select().from(webhookOutbox).where(eq(webhookOutbox.caseId, caseId));
    assert.notEqual(row?.deadAt, null);
    assert.equal(row?.lastError, 'HTTP 500');
    assert.equal(ids.size, 1);
  });

  test('a sender that died gives its deliveries back when its lease is over', async () => {
    const db = database();
    await remind(db);
    assert.equal((await dueDeliveries(db, 10)).length, 1);
    await db.update(webhookOutbox).set({ leasedUntil: sql`now() - interval '1 second'` });
    assert.equal((await dueDeliveries(db, 10)).length, 1);
  });
});
