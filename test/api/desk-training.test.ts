import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeskTraining } from '../../schemas/desk-training.ts';
import { recordCorrections } from '../../store/corrections.ts';
import { auditEntries } from '../../store/tables.ts';
import { csvOf, madeTickets } from '../models/desk-training/tickets.ts';
import { openCase, producer, ticketArrival } from '../store/example-cases.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

const POLL_MS = 100;
let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
});
after(() => fixture.close());

const post = (url: string, payload: string, type = 'text/csv', headers = fixture.headers) =>
  fixture.app.inject({ method: 'POST', url, payload, headers: { ...headers, 'content-type': type } });
const get = (url: string) => fixture.app.inject({ url, headers: fixture.headers });

async function ended(id: string): Promise<DeskTraining> {
  for (;;) {
    const training = (await get(`/v1/desk-trainings/${id}`)).json<DeskTraining>();
    if (training.status !== 'waiting' && training.status !== 'running') return training;
    await sleep(POLL_MS);
  }
}

async function train(query: string, rows: string): Promise<DeskTraining> {
  const response = await post(`/v1/desk-trainings?${query}`, rows);
  assert.equal(response.statusCode, 202, response.body);
  return ended(response.json<DeskTraining>().id);
}

test('trains in a process of its own, answers meanwhile, and shows the report', async () => {
  const started = await post('/v1/desk-trainings?name=front-desk&fileName=ours.csv', csvOf(madeTickets(20)));
  const { id, status } = started.json<DeskTraining>();
  assert.equal(status, 'waiting');
  const asked = performance.now();
  assert.equal((await get('/v1/desk-trainings')).statusCode, 200);
  assert.ok(performance.now() - asked < 1000, 'the API answers while a desk is trained');
  const training = await ended(id);
  assert.ok(training.status === 'trained', JSON.stringify(training));
  assert.equal(training.version, '1.0.0');
  assert.equal(training.report.labels, 4);
  const { items } = (await get('/v1/desks/front-desk/versions')).json();
  assert.deepEqual(
    items.map(({ version, serves }: { version: string; serves: boolean }) => [version, serves]),
    [['1.0.0', true]],
  );
});

test('names the problems of the rows by their lines', async () => {
  const training = await train('name=front-desk', `${csvOf(madeTickets(10))}\n"only one",rare`);
  assert.ok(training.status === 'refused', JSON.stringify(training));
  assert.deepEqual(training.problems, [
    { line: 42, message: 'label "rare" has 1 text; it needs 2 or more, better 20' },
  ]);
});

test('learns from corrections, promotes by force, rolls back, and the chain knows who chose', async () => {
  const caseId = await openCase(fixture.deps.db, ticketArrival('the parcel is lost', 'front-desk'));
  const review = { caseId, decisionId: 'd1', reviewer: 'ana', models: [producer] };
  const correction = { path: 'intent', before: 'loan', after: 'refund', beforeSource: 'specialist' as const };
  await recordCorrections(fixture.deps.db, { ...review, corrections: [correction] });
  const training = await train('name=front-desk&corrections=true', csvOf(madeTickets(20)));
  assert.ok(training.status === 'trained', JSON.stringify(training));
  assert.equal(training.report.rows.given, 81);
  assert.equal(training.comparison?.verdict, 'too-few-rows');

  const serving = '/v1/desks/front-desk/serving';
  const body = { version: '1.1.0' };
  const refused = await post(serving, JSON.stringify(body), 'application/json');
  assert.equal(refused.statusCode, 409);
  assert.equal(refused.json().code, 'model.not-better');
  const forced = await post(serving, JSON.stringify({ ...body, force: true }), 'application/json');
  assert.equal(forced.json().version, '1.1.0');
  const back = await post('/v1/desks/front-desk/rollback', '{}', 'application/json');
  assert.equal(back.json().version, '1.0.0');
  const chosen = (await fixture.deps.db.select().from(auditEntries)).filter(({ action }) => action === 'model.serving');
  assert.deepEqual(
    chosen.map(({ body: { version } }) => version),
    ['1.1.0', '1.0.0'],
  );
});

test('is for administrators, and says what is wrong with a name, an id, a desk', async () => {
  const headers = await fixture.headersFor(['read', 'write']);
  assert.equal((await post('/v1/desk-trainings?name=x', 'text,label', 'text/csv', headers)).statusCode, 403);
  assert.equal((await post('/v1/desk-trainings?name=No%20Name', csvOf(madeTickets(20)))).statusCode, 400);
  assert.equal((await get('/v1/desk-trainings/8a2f6f0e-5a0c-4b7e-9d5b-0d6a3f1f2b10')).statusCode, 404);
  assert.equal((await get('/v1/desks/nowhere/versions')).json().code, 'ticket.unknown-desk');
  const empty = await train('name=front-desk', ' ');
  assert.ok(empty.status === 'refused');
});
