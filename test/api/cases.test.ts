import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { caseSummary } from '../../schemas/case.ts';
import { DocketError } from '../../schemas/errors.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { recordHistories } from '../../store/runs.ts';
import { openCase, ticketOutcome } from '../store/example-cases.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
});
after(() => fixture.close());

const get = (url: string) => fixture.app.inject({ url, headers: fixture.headers });
const decide = (caseId: string, state: 'review' | 'accepted', key: string) =>
  recordOutcome(fixture.deps.db, { caseId, state, outcome: ticketOutcome(state), actor: 'workflow', key });

test('a case shows its outcome and what the audit chain says', async () => {
  const id = await openCase(fixture.deps.db);
  await decide(id, 'accepted', 'decided');
  const found = (await get(`/v1/cases/${id}`)).json();
  assert.deepEqual([found.state, found.outcome], ['accepted', ticketOutcome('accepted')]);
  const { items } = (await get(`/v1/cases/${id}/audit`)).json();
  assert.deepEqual(
    items.map(({ action }: { action: string }) => action),
    ['case.received', 'case.decided'],
  );
});

test('lists page through by their cursor and refuse what is no filter', async () => {
  for (let count = 0; count < 3; count += 1) await openCase(fixture.deps.db);
  const first = (await get('/v1/cases?limit=2&kind=ticket')).json();
  assert.equal(first.items.length, 2);
  const second = (await get(`/v1/cases?limit=2&kind=ticket&cursor=${first.next}`)).json();
  assert.equal(
    second.items.some((item: { id: string }) => first.items.some(({ id }: { id: string }) => id === item.id)),
    false,
  );
  for (const bad of ['limit=0', 'limit=x', 'state=done', 'cursor=%00']) {
    const answer = await get(`/v1/cases?${bad}`);
    assert.equal(answer.statusCode, 400, bad);
    assert.match(answer.json().detail, new RegExp(bad.split('=')[0] ?? ''));
  }
});

test('what there is not is a 404 problem everywhere', async () => {
  const paths = ['', '/audit', '/file', '/words', '/pages/0.png', '/events', '/history', '/history/x'];
  for (const path of [...paths.map((part) => `/v1/cases/unknown${part}`), '/v1/nothing', '/nothing.js', '/nothing']) {
    const answer = await get(path);
    assert.equal(answer.statusCode, 404, path);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
    assert.equal(answer.json().instance, path);
  }
});

test('the history of a closed case can be fetched', async () => {
  const { db, blobs } = fixture.deps;
  const id = await openCase(db);
  const before = await get(`/v1/cases/${id}/history/run-1`);
  assert.equal(before.json().code, 'audit.no-history');
  const history = await blobs.put(Buffer.from('{"events":[]}'), 'application/json');
  await recordHistories(db, [{ workflowId: `case-${id}`, runId: 'run-1', history, bundle: '2'.repeat(64) }]);
  const { items } = (await get(`/v1/cases/${id}/history`)).json();
  assert.deepEqual([items[0].runId, items[0].history], ['run-1', history]);
  assert.deepEqual((await get(`/v1/cases/${id}/history/run-1`)).json(), { events: [] });
});

test('a review goes to the workflow, and its refusals come back as they are', async () => {
  const id = await openCase(fixture.deps.db);
  await decide(id, 'review', 'decided');
  const send = (payload: object) =>
    fixture.app.inject({ method: 'POST', url: `/v1/cases/${id}/review`, headers: fixture.headers, payload });
  const decision = { action: 'approve', id: 'd1', reviewer: 'ann' };
  assert.equal((await send(decision)).statusCode, 200);
  assert.equal((await send({ ...decision, action: 'maybe' })).statusCode, 400);
  assert.match(
    (await send({ ...decision, changes: [{ path: '../x', value: '1' }] })).json().detail,
    /changes\.0\.path/,
  );
  for (const [code, status] of [
    ['review.not-open', 409],
    ['review.invalid-value', 422],
    ['unavailable.temporal', 503],
  ] as const) {
    fixture.engine.failure = new DocketError(code, 'no');
    const answer = await send(decision);
    assert.deepEqual([answer.statusCode, answer.json().code], [status, code]);
  }
  fixture.engine.failure = undefined;
});

test('events tell each state until the case is closed', async () => {
  const { app, deps, headers } = fixture;
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const id = await openCase(deps.db);
  const response = await fetch(`${address}/v1/cases/${id}/events`, { headers });
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.ok(response.body);
  const states: string[] = [];
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^event: state\ndata: (.*)$/.exec(event)?.[1];
      if (data === undefined) continue;
      const { state } = caseSummary.parse(JSON.parse(data));
      states.push(state);
      if (state === 'processing') await decide(id, 'review', 'decided');
      if (state === 'review') await decide(id, 'accepted', 'reviewed');
    }
  }
  assert.deepEqual(states, ['processing', 'review', 'accepted']);
});

test('closing the service ends the event streams that are open', async () => {
  const own = await openApp();
  const address = await own.app.listen({ host: '127.0.0.1', port: 0 });
  const id = await openCase(own.deps.db);
  const response = await fetch(`${address}/v1/cases/${id}/events`, { headers: own.headers });
  const reader = response.body?.getReader();
  assert.equal((await reader?.read())?.done, false);
  const closed = once(own.app.server, 'close');
  await Promise.all([own.close(), closed]);
  assert.equal((await reader?.read())?.done, true);
});
