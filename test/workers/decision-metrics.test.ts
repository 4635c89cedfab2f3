import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Registry } from 'prom-client';
import type { Outcome } from '../../schemas/case.ts';
import { closeDatabase, type Database, openDatabase } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { decisionMetrics } from '../../workers/decision-metrics.ts';
import { documentArrival, openCase, producer, ticketOutcome } from '../store/example-cases.ts';

let db: Database;
const registry = new Registry();
before(async () => {
  db = await openDatabase('pglite:memory');
  decisionMetrics(registry);
});
after(() => closeDatabase(db));

const record = (caseId: string, state: 'review' | 'accepted' | 'rejected', outcome: Outcome, key: string) =>
  recordOutcome(db, { caseId, state, outcome, actor: 'workflow', key });

it('counts each decision once, who was asked for it, and what people made of it', async () => {
  const asked = ticketOutcome('review');
  const step = (name: 'teacher' | 'llm', outcome: string) => ({
    step: name,
    fields: ['intent'],
    by: producer,
    outcome,
  });
  asked.decision.escalations = [step('llm', 'disagreed'), step('llm', 'answered'), step('teacher', 'skipped')];
  const escalated = await openCase(db);
  await record(escalated, 'review', asked, 'decided');
  await record(escalated, 'review', asked, 'decided');
  await record(escalated, 'accepted', ticketOutcome('accepted'), 'reviewed:d-1');
  await record(await openCase(db), 'accepted', ticketOutcome('accepted'), 'decided');
  const refused: Outcome = { kind: 'refused', status: 'rejected', reasons: [{ code: 'file.empty', message: 'empty' }] };
  await record(await openCase(db, documentArrival()), 'rejected', refused, 'refused');

  const samples = (await registry.metrics()).split('\n').filter((line) => /^docket_/.test(line));
  assert.deepEqual(samples.sort(), [
    'docket_decisions_total{kind="document",desk="documents",outcome="rejected"} 1',
    'docket_decisions_total{kind="ticket",desk="banking77",outcome="accepted"} 1',
    'docket_decisions_total{kind="ticket",desk="banking77",outcome="review"} 1',
    'docket_escalated_cases_total{kind="ticket",desk="banking77",step="llm"} 1',
    'docket_escalated_cases_total{kind="ticket",desk="banking77",step="person"} 1',
    'docket_reviews_total{kind="ticket",desk="banking77",outcome="accepted"} 1',
  ]);
});

it('what is rolled back is not counted', async () => {
  const caseId = await openCase(db);
  await record(caseId, 'accepted', ticketOutcome('accepted'), 'decided');
  const before = await registry.metrics();
  await assert.rejects(record(caseId, 'rejected', ticketOutcome('rejected'), 'again'), { code: 'request.conflict' });
  assert.equal(await registry.metrics(), before);
});
