import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eq } from 'drizzle-orm';
import { DocketError } from '../../schemas/errors.ts';
import type { Stake } from '../../schemas/review-queue.ts';
import { auditOf, verifyChain } from '../../store/audit.ts';
import { getCase, listCases, requireCase } from '../../store/cases.ts';
import type { Database } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { lockCase, releaseCase, requireNotOthers } from '../../store/review-locks.ts';
import { cases } from '../../store/tables.ts';
import { onEachDatabase } from './databases.ts';
import { openCase, ticketArrival, ticketOutcome } from './example-cases.ts';

const anna = { holder: 'session:a', reviewer: 'Anna' };
const bea = { holder: 'session:b', reviewer: 'Bea' };
const stake: Stake = { amount: null, currency: null, priority: 'normal' };
const dueAt = new Date('2026-03-01T00:00:00.000Z');

async function inReview(db: Database, desk: string, urgentAt = dueAt): Promise<string> {
  const caseId = await openCase(db, ticketArrival('x', desk));
  const outcome = ticketOutcome('review');
  const queued = { dueAt, urgentAt, stake };
  await recordOutcome(db, { caseId, state: 'review', outcome, actor: 'workflow', key: 'decided', queued });
  return caseId;
}

const isProblem = (code: string) => (error: unknown) => error instanceof DocketError && error.code === code;
const take = (db: Database, caseId: string, who: typeof anna, takeOver = false) =>
  lockCase(db, caseId, who, { takeOver });

onEachDatabase((database) => {
  test('of many who take a case at once one gets it', async () => {
    const db = database();
    const caseId = await inReview(db, 'race');
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const tries = await Promise.allSettled(
      names.map((name) => take(db, caseId, { holder: `session:${name}`, reviewer: name })),
    );
    const got = tries.filter(({ status }) => status === 'fulfilled');
    assert.equal(got.length, 1);
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    assert.ok(refused.every(isProblem('review.locked')));
  });

  test('a lock is renewed by its holder alone, given back by its holder alone, and ends by itself', async () => {
    const db = database();
    const caseId = await inReview(db, 'lease');
    const first = await take(db, caseId, anna);
    const renewed = await take(db, caseId, { ...anna, reviewer: 'Anna K.' });
    assert.equal(renewed.since, first.since);
    assert.ok(renewed.until >= first.until);
    assert.equal((await getCase(db, caseId))?.lock?.reviewer, 'Anna K.');

    await releaseCase(db, caseId, bea.holder);
    await assert.rejects(take(db, caseId, bea), isProblem('review.locked'));
    const held = await requireCase(db, caseId);
    assert.throws(() => requireNotOthers(held, bea.holder), isProblem('review.locked'));
    requireNotOthers(held, anna.holder);
    await db
      .update(cases)
      .set({ lockedUntil: new Date(Date.now() - 1) })
      .where(eq(cases.id, caseId));
    assert.equal((await getCase(db, caseId))?.lock, null);
    requireNotOthers(await requireCase(db, caseId), bea.holder);
    assert.equal((await take(db, caseId, bea)).reviewer, 'Bea');
    await releaseCase(db, caseId, bea.holder);
    assert.equal((await getCase(db, caseId))?.lock, null);
    assert.equal(
      (await auditOf(db, caseId)).some(({ action }) => action === 'case.taken-over'),
      false,
    );
  });

  test('taking over stands in the chain, and the decision ends every lock', async () => {
    const db = database();
    const caseId = await inReview(db, 'over');
    await take(db, caseId, anna);
    await take(db, caseId, bea, true);
    await assert.rejects(take(db, caseId, anna), isProblem('review.locked'));
    const [taken] = (await auditOf(db, caseId)).filter(({ action }) => action === 'case.taken-over');
    assert.deepEqual([taken?.actor, taken?.body], ['Bea', { from: 'Anna' }]);
    const outcome = ticketOutcome('accepted');
    await recordOutcome(db, { caseId, state: 'accepted', outcome, actor: 'Bea', key: 'reviewed' });
    const closed = await getCase(db, caseId);
    assert.deepEqual([closed?.lock, closed?.waiting], [null, null]);
    await assert.rejects(take(db, caseId, anna, true), isProblem('review.not-open'));
    await assert.rejects(take(db, 'unknown', anna), isProblem('request.not-found'));
    assert.equal((await verifyChain(db)).ok, true);
  });

  test('the queue goes through what waits by urgency, page by page, with and without what is locked', async () => {
    const db = database();
    const hour = (count: number) => new Date(dueAt.getTime() + count * 3_600_000);
    const made: { id: string; at: number }[] = [];
    for (const at of [5, 1, 3, 1, 4, 2, 3]) made.push({ id: await inReview(db, 'queue', hour(at)), at });
    await openCase(db, ticketArrival('still on its way', 'queue'));
    const wanted = made.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
    const queue = async (unlocked: boolean): Promise<string[]> => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listCases(db, { desk: 'queue', order: 'urgency', unlocked, cursor, limit: 2 });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      return seen;
    };
    assert.deepEqual(await queue(false), wanted);
    await take(db, wanted[1] ?? '', anna);
    assert.deepEqual(await queue(true), wanted.toSpliced(1, 1));
    assert.deepEqual(await queue(false), wanted);
    const [first] = (await listCases(db, { desk: 'queue', order: 'urgency', limit: 1 })).items;
    assert.deepEqual(first?.waiting, { dueAt: dueAt.toISOString(), stake });
  });

  test('a cursor goes on in its own order alone, and only what waits is ordered by urgency', async () => {
    const db = database();
    for (let count = 0; count < 2; count += 1) await inReview(db, 'orders');
    const { next } = await listCases(db, { desk: 'orders', limit: 1 });
    const onward = listCases(db, { desk: 'orders', order: 'urgency', cursor: next ?? '', limit: 1 });
    await assert.rejects(onward, isProblem('request.invalid'));
    const closed = listCases(db, { order: 'urgency', state: 'accepted', limit: 1 });
    await assert.rejects(closed, isProblem('request.invalid'));
  });
});
