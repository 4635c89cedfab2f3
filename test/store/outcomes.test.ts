import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eq, sql } from 'drizzle-orm';
import { auditOf } from '../../store/audit.ts';
import { getCase } from '../../store/cases.ts';
import { listCorrections, recordCorrections } from '../../store/corrections.ts';
import type { Database } from '../../store/database.ts';
import { recordOutcome, recordOutcomes } from '../../store/outcomes.ts';
import { outcomes, webhookOutbox } from '../../store/tables.ts';
import { createSubscription } from '../../store/webhooks.ts';
import { onEachDatabase } from './databases.ts';
import { openCase, producer, ticketOutcome } from './example-cases.ts';

const decided = (caseId: string, state: 'accepted' | 'review' | 'rejected', key = 'decided') => ({
  caseId,
  state,
  outcome: ticketOutcome(state),
  actor: 'workflow',
  key,
});

function revisionsOf(db: Database, caseId: string): Promise<number> {
  return db.$count(outcomes, eq(outcomes.caseId, caseId));
}

onEachDatabase((database) => {
  test('an outcome is recorded once per key, with state, reasons and one chain entry', async () => {
    const db = database();
    const id = await openCase(db);
    await recordOutcome(db, decided(id, 'review'));
    await recordOutcome(db, decided(id, 'review'));
    const found = await getCase(db, id);
    assert.equal(found?.state, 'review');
    assert.equal(found?.closedAt, null);
    assert.deepEqual(found?.reasons, ticketOutcome('review').result.reasons);
    assert.equal(await revisionsOf(db, id), 1);
    assert.deepEqual(
      (await auditOf(db, id)).map(({ action }) => action),
      ['case.received', 'case.decided'],
    );
  });

  test('a review adds a revision and closes the case; then nothing else does', async () => {
    const db = database();
    const id = await openCase(db);
    await recordOutcome(db, decided(id, 'review'));
    await recordOutcome(db, { ...decided(id, 'accepted', 'review-1'), actor: 'person:ann' });
    const found = await getCase(db, id);
    assert.equal(found?.state, 'accepted');
    assert.notEqual(found?.closedAt, null);
    assert.equal((await auditOf(db, id)).at(-1)?.action, 'case.reviewed');
    await assert.rejects(recordOutcome(db, decided(id, 'rejected', 'late')), { code: 'request.conflict' });
    await recordOutcome(db, { ...decided(id, 'accepted', 'review-1'), actor: 'person:ann' });
    assert.equal(await revisionsOf(db, id), 2);
  });

  test('those of a slice each keep their state, their reasons and their place in the queue', async () => {
    const db = database();
    const ids = await Promise.all(Array.from({ length: 5 }, () => openCase(db)));
    const queued = (hours: number) => {
      const at = new Date(Date.UTC(2030, 0, 1, hours));
      return { dueAt: at, urgentAt: at, stake: { amount: null, currency: null, priority: 'high' as const } };
    };
    const slice = ids.map((caseId, index) => {
      const one = decided(caseId, index < 2 ? 'accepted' : 'review');
      return index < 2 ? one : { ...one, queued: queued(index < 4 ? 1 : 2) };
    });
    await recordOutcomes(db, slice);
    await recordOutcomes(db, slice);
    for (const [index, id] of ids.entries()) {
      const found = await getCase(db, id);
      assert.deepEqual(found?.outcome, slice[index]?.outcome);
      assert.deepEqual(found?.reasons, slice[index]?.outcome.result.reasons);
      assert.equal(found?.state, index < 2 ? 'accepted' : 'review');
      assert.equal(found?.closedAt === null, index >= 2);
      assert.equal(found?.waiting?.dueAt ?? null, index < 2 ? null : queued(index < 4 ? 1 : 2).dueAt.toISOString());
      assert.equal(await revisionsOf(db, id), 1);
    }
  });

  test('many outcomes are recorded together or not at all', async () => {
    const db = database();
    const [one, two] = [await openCase(db), await openCase(db)];
    const withUnknown = [decided(one, 'accepted'), decided('unknown', 'accepted'), decided(two, 'accepted')];
    await assert.rejects(recordOutcomes(db, withUnknown), { code: 'request.not-found' });
    assert.equal((await getCase(db, one))?.state, 'processing');
    await recordOutcomes(db, [decided(one, 'accepted'), decided(two, 'rejected')]);
    assert.equal((await getCase(db, one))?.state, 'accepted');
    assert.equal((await getCase(db, two))?.state, 'rejected');
  });

  test('only subscribers of an event find it in the outbox, once', async () => {
    const db = database();
    const wanted = await createSubscription(db, { url: 'https://example.com/a', events: ['case.accepted'] });
    await createSubscription(db, { url: 'https://example.com/b', events: ['case.rejected'] });
    const id = await openCase(db);
    await recordOutcome(db, decided(id, 'accepted'));
    await recordOutcome(db, decided(id, 'accepted'));
    const events = await db.select().from(webhookOutbox).where(eq(webhookOutbox.caseId, id));
    assert.deepEqual(
      events.map(({ subscriptionId, event }) => [subscriptionId, event.type, event.data.case.state]),
      [[wanted.id, 'case.accepted', 'accepted']],
    );
    assert.deepEqual(events[0]?.event.data.values, { intent: 'card_arrival', priority: 'normal' });
  });

  test('outcomes and corrections cannot be changed or taken away', async () => {
    const db = database();
    const id = await openCase(db);
    await recordOutcome(db, decided(id, 'review'));
    const correction = { path: 'intent', before: 'a', after: 'b', beforeSource: 'specialist' as const };
    const review = { caseId: id, decisionId: 'd1', reviewer: 'ann', corrections: [correction], models: [producer] };
    await recordCorrections(db, review);
    await recordCorrections(db, { ...review, corrections: [{ ...correction, after: 'c' }] });
    const [kept, ...rest] = await listCorrections(db, { caseId: id });
    assert.equal(rest.length, 0);
    assert.equal(kept?.after, 'b');
    for (const table of ['outcomes', 'corrections']) {
      for (const change of [`update ${table} set case_id = case_id`, `delete from ${table}`, `truncate ${table}`]) {
        await assert.rejects(db.execute(sql.raw(change)), (error: Error) => /append-only/.test(String(error.cause)));
      }
    }
  });
});
