import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { openRegistry } from '../../models/registry.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { setPolicy } from '../../store/policies.ts';
import { countLook, decideSecondLook, drawSecondLooks } from '../../store/second-looks.ts';
import { createSubscription } from '../../store/webhooks.ts';
import { documentArrival, openCase, ticketArrival, ticketOutcome } from '../store/example-cases.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp({
    models: () => openRegistry().list(),
    queue: { depth: async () => ({ waiting: 3, prioritized: 2, active: 1, delayed: 4 }) },
  });
});
after(() => fixture.close());

const metrics = async () => (await fixture.app.inject({ url: '/metrics' })).body;
/** Until the page says this: what it asks the database is kept for two seconds. */
async function metricsUntil(said: RegExp): Promise<string> {
  for (;;) {
    const text = await metrics();
    if (said.test(text)) return text;
    await sleep(200);
  }
}

test('tells the depth of every queue by state, also while no inference worker runs', async () => {
  const text = await metrics();
  for (const [state, count] of Object.entries({ waiting: 3, prioritized: 2, active: 1, delayed: 4 })) {
    assert.ok(text.includes(`docket_inference_queue_jobs{model="banking77",state="${state}"} ${count}`), state);
  }
  assert.doesNotMatch(text, /docket_inference_queue_jobs\{model="ocr-detection"/);
});

test('tells what waits: cases by kind, desk and state with their age, and what is overdue', async () => {
  const { db } = fixture.deps;
  const waiting = await openCase(db, ticketArrival());
  await openCase(db, documentArrival());
  const closed = await openCase(db, ticketArrival());
  await recordOutcome(db, {
    caseId: waiting,
    state: 'review',
    outcome: ticketOutcome('review'),
    actor: 'workflow',
    key: 'decided',
    queued: {
      dueAt: new Date(Date.now() - 1000),
      urgentAt: new Date(),
      stake: { amount: null, currency: null, priority: 'normal' },
    },
  });
  await recordOutcome(db, {
    caseId: closed,
    state: 'accepted',
    outcome: ticketOutcome('accepted'),
    actor: 'workflow',
    key: 'decided',
  });
  await db.execute(sql`update cases set created_at = now() - interval '1 hour' where id = ${waiting}`);
  const text = await metricsUntil(/docket_overdue_cases\{kind="ticket",desk="banking77"\} 1/);
  assert.match(text, /docket_open_cases\{kind="ticket",desk="banking77",state="review"\} 1/);
  assert.match(text, /docket_open_cases\{kind="document",desk="documents",state="processing"\} 1/);
  assert.doesNotMatch(text, /state="accepted"/);
  const age = /docket_oldest_open_case_seconds\{kind="ticket",desk="banking77",state="review"\} ([\d.]+)/.exec(
    text,
  )?.[1];
  assert.ok(Number(age) >= 3600 && Number(age) < 3700, age);
});

test('tells what second looks found, with their number, and the alarm', async () => {
  const { db } = fixture.deps;
  await setPolicy(db, 'banking77', { automation: 'confident', secondLooks: 1 }, 'key:test');
  const ids = [await openCase(db), await openCase(db), await openCase(db)];
  for (const [index, caseId] of ids.entries()) {
    await drawSecondLooks(db, { desk: 'banking77', secondLooks: 1 }, [caseId]);
    if (index === 2) continue;
    await db.transaction((tx) => decideSecondLook(tx, { caseId, reviewer: 'ana', wrong: [] }));
    await countLook(
      db,
      { caseId, desk: 'banking77', wrong: [] },
      {
        values: (before) => ({
          watch: { ...before, looked: before.looked + 1, errors: before.errors + index },
          isBroken: index === 1,
        }),
        documents: null,
      },
    );
  }
  const text = await metricsUntil(/docket_accepted_error_alarm\{desk="banking77"\} 1/);
  assert.match(text, /docket_accepted_error_ratio\{desk="banking77"\} 0\.5/);
  assert.match(text, /docket_accepted_error_looks\{desk="banking77"\} 2/);
  assert.match(text, /docket_second_looks_waiting\{desk="banking77"\} 1/);
});

test('tells what the outbox holds', async () => {
  const { db } = fixture.deps;
  await createSubscription(db, { url: 'https://example.com/hook', events: ['case.rejected'] });
  for (const age of [0, 600]) {
    const caseId = await openCase(db);
    const outcome = ticketOutcome('rejected');
    await recordOutcome(db, { caseId, state: 'rejected', outcome, actor: 'workflow', key: 'decided' });
    const set = sql`created_at = now() - make_interval(secs => ${age})`;
    await db.execute(sql`update webhook_outbox set ${set} where case_id = ${caseId}`);
  }
  await db.execute(sql`update webhook_outbox set dead_at = now() where created_at > now() - interval '5 minutes'`);
  const text = await metricsUntil(/docket_webhook_events\{state="dead"\} 1/);
  assert.match(text, /docket_webhook_events\{state="waiting"\} 1/);
  assert.match(text, /docket_oldest_webhook_event_seconds 60\d/);
});

test('says nothing rather than something old where the database or Redis is away, and the rest all the same', async () => {
  fixture.away.add('database');
  fixture.away.add('redis');
  try {
    await metricsUntil(/docket_ready 0/);
    const text = await metricsUntil(/docket_part_up\{part="database"\} 0/);
    await sleep(2100);
    for (const line of (await metrics()).split('\n')) {
      assert.doesNotMatch(line, /^docket_(open|oldest|overdue|webhook|accepted|second|inference)/);
    }
    assert.match(text, /^process_cpu_seconds_total/m);
  } finally {
    fixture.away.clear();
  }
  await metricsUntil(/docket_open_cases\{/);
});
