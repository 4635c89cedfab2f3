import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eq } from 'drizzle-orm';
import { auditOf } from '../../store/audit.ts';
import { createCase, getCase } from '../../store/cases.ts';
import type { Database } from '../../store/database.ts';
import { newId } from '../../store/id.ts';
import type { IdempotencyKey } from '../../store/idempotency.ts';
import { receiveCases } from '../../store/receive-cases.ts';
import { runsOf } from '../../store/runs.ts';
import {
  arrivalsToStart,
  markBatchProcessing,
  markBatchStarted,
  markProcessing,
  markStarted,
  removeUnstarted,
} from '../../store/starts.ts';
import { cases } from '../../store/tables.ts';
import { onEachDatabase } from './databases.ts';
import { ticketArrival } from './example-cases.ts';

const keyOf = (key: string, requestHash = 'h'): IdempotencyKey => ({ owner: 'key:a', key, requestHash });

function receiveOne(db: Database, idempotency: IdempotencyKey | null, id = newId()) {
  return receiveCases(db, {
    cases: [{ id, arrival: ticketArrival(), actor: 'key:a' }],
    batches: [],
    idempotency,
    answer: ([summary]) => ({ status: 202, answer: { id: summary?.id } }),
  });
}

onEachDatabase((database) => {
  test('the same key with the same request gets the same answer and makes no second case', async () => {
    const db = database();
    const id = newId();
    const first = await receiveOne(db, keyOf('again'), id);
    await markStarted(db, [id]);
    const second = await receiveOne(db, keyOf('again'));
    assert.deepEqual([first.created, second.created], [true, false]);
    assert.deepEqual(second.kept, { status: 202, answer: { id } });
  });

  test('another caller may use the same key; another request may not', async () => {
    const db = database();
    const id = newId();
    await receiveOne(db, keyOf('mine'), id);
    await markStarted(db, [id]);
    assert.equal((await receiveOne(db, { ...keyOf('mine'), owner: 'key:b' })).created, true);
    await assert.rejects(receiveOne(db, keyOf('mine', 'other')), { code: 'request.idempotency-mismatch' });
  });

  test('of requests with one key at once, one makes a case; the others wait for its start', async () => {
    const db = database();
    const settled = await Promise.allSettled(Array.from({ length: 6 }, () => receiveOne(db, keyOf('race'))));
    const made = settled.filter((one) => one.status === 'fulfilled' && one.value.created);
    const refused = settled.filter((one) => one.status === 'rejected' && one.reason.code === 'request.conflict');
    assert.deepEqual([made.length, refused.length], [1, 5]);
  });

  test('what could not be started is taken back with its key', async () => {
    const db = database();
    const [gone, stays] = [newId(), newId()];
    await receiveOne(db, keyOf('gone'), gone);
    await receiveOne(db, null, stays);
    const taken = { caseIds: [gone], batchIds: [], idempotency: keyOf('gone') };
    assert.equal(await removeUnstarted(db, taken), true);
    assert.equal(await getCase(db, gone), null);
    assert.notEqual(await getCase(db, stays), null);
    assert.deepEqual(await auditOf(db, gone), []);
    assert.equal((await receiveOne(db, keyOf('gone', 'another request'))).created, true);
  });

  test('a request of which a workflow has one case stays as a whole, with its key', async () => {
    const db = database();
    const [started, waits] = [newId(), newId()];
    const key = keyOf('kept');
    const cases = [started, waits].map((id) => ({ id, arrival: ticketArrival(), actor: 'key:a' }));
    const answer = () => ({ status: 202, answer: { ids: [started, waits] } });
    await receiveCases(db, { cases, batches: [], idempotency: key, answer });
    await markProcessing(db, started, { workflowId: 'w', runId: 'r' });
    assert.equal(await removeUnstarted(db, { caseIds: [started, waits], batchIds: [], idempotency: key }), false);
    assert.notEqual(await getCase(db, waits), null);
    await assert.rejects(receiveOne(db, key), { code: 'request.conflict' });
    await markStarted(db, [waits]);
    assert.deepEqual((await receiveOne(db, key)).kept, answer());
  });

  test('a case enters the chain once, whoever notes its start first', async () => {
    const db = database();
    const { summary } = await createCase(db, { arrival: ticketArrival(), actor: 'key:a' });
    const run = { workflowId: `case-${summary.id}`, runId: 'r' };
    await Promise.all([
      markProcessing(db, summary.id, run),
      markStarted(db, [summary.id]),
      markProcessing(db, summary.id, run),
    ]);
    assert.deepEqual(
      (await auditOf(db, summary.id)).map(({ action, actor }) => [action, actor]),
      [['case.received', 'key:a']],
    );
    assert.equal((await getCase(db, summary.id))?.state, 'processing');
    assert.equal((await runsOf(db, summary.id)).length, 1);
  });

  test('a case that is past its beginning while its start was not noted enters the chain once and keeps its state', async () => {
    const db = database();
    const { summary } = await createCase(db, { arrival: ticketArrival(), actor: 'key:a' });
    await db.update(cases).set({ state: 'review' }).where(eq(cases.id, summary.id));
    const run = { workflowId: `case-${summary.id}`, runId: 'r' };
    for (let time = 0; time < 2; time += 1) await markProcessing(db, summary.id, run);
    await markStarted(db, [summary.id]);
    assert.deepEqual(
      (await auditOf(db, summary.id)).map(({ action }) => action),
      ['case.received'],
    );
    assert.equal((await getCase(db, summary.id))?.state, 'review');
  });

  test('a workflow whose case was taken back is told so', async () => {
    await assert.rejects(markProcessing(database(), 'withdrawn', { workflowId: 'w', runId: 'r' }), {
      code: 'request.not-found',
    });
  });

  test('cases and batches that nobody started are found; those that are fresh or started are not', async () => {
    const db = database();
    const [single, member, started] = [newId(), newId(), newId()];
    const batch = {
      id: newId(),
      desk: 'banking77',
      cases: { sha256: 'f'.repeat(64), bytes: 2, mediaType: 'application/json' },
      count: 1,
    };
    const arrival = ticketArrival();
    await receiveCases(db, {
      cases: [
        { id: single, arrival, actor: 'a' },
        { id: member, arrival, actor: 'a', batchId: batch.id },
        { id: started, arrival, actor: 'a' },
      ],
      batches: [batch],
      idempotency: null,
      answer: () => ({ status: 202, answer: {} }),
    });
    await markStarted(db, [started]);
    const fresh = await arrivalsToStart(db, 60_000, 1000);
    assert.equal(
      fresh.cases.some(({ id }) => id === single),
      false,
    );
    const found = await arrivalsToStart(db, -1000, 1000);
    assert.deepEqual(
      [single, member, started].map((id) => found.cases.some((one) => one.id === id)),
      [true, false, false],
    );
    assert.deepEqual(
      found.batches.find(({ id }) => id === batch.id),
      batch,
    );
    await markBatchStarted(db, batch.id);
    await assert.rejects(markBatchProcessing(db, newId(), { workflowId: 'batch-gone', runId: 'r' }), {
      code: 'request.not-found',
    });
    await markBatchProcessing(db, batch.id, { workflowId: `batch-${batch.id}`, runId: 'r' });
    assert.equal(
      (await arrivalsToStart(db, -1000, 1000)).batches.some(({ id }) => id === batch.id),
      false,
    );
    assert.equal((await getCase(db, member))?.state, 'processing');
    assert.deepEqual(
      (await runsOf(db, member)).map(({ batchId }) => batchId),
      [batch.id],
    );
  });
});
