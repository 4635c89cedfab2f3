import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { reviewLock } from '../../schemas/review-queue.ts';
import { auditOf } from '../../store/audit.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { createSignInToken, redeemSignInToken } from '../../store/sessions.ts';
import { openCase, ticketOutcome } from '../store/example-cases.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
});
after(() => fixture.close());

type Headers = Record<string, string>;

async function inReview(): Promise<string> {
  const { db } = fixture.deps;
  const caseId = await openCase(db);
  const outcome = ticketOutcome('review');
  await recordOutcome(db, { caseId, state: 'review', outcome, actor: 'workflow', key: 'decided' });
  return caseId;
}

const lock = (id: string, payload: object, headers: Headers = fixture.headers) =>
  fixture.app.inject({ method: 'POST', url: `/v1/cases/${id}/lock`, headers, payload });
const unlock = (id: string, reviewer: string, headers: Headers = fixture.headers) =>
  fixture.app.inject({ method: 'DELETE', url: `/v1/cases/${id}/lock?reviewer=${reviewer}`, headers });
const approve = (id: string, reviewer: string, headers: Headers = fixture.headers) =>
  fixture.app.inject({
    method: 'POST',
    url: `/v1/cases/${id}/review`,
    headers,
    payload: { action: 'approve', id: `by-${reviewer}`, reviewer },
  });

test('a decision needs no lock, but another person’s lock refuses it until it is given back', async () => {
  const id = await inReview();
  assert.equal((await approve(id, 'robot')).statusCode, 200);
  const taken = await lock(id, { reviewer: 'Anna' });
  assert.equal(taken.statusCode, 200);
  assert.equal(reviewLock.parse(taken.json()).reviewer, 'Anna');
  const shown = (await fixture.app.inject({ url: `/v1/cases/${id}`, headers: fixture.headers })).json();
  assert.equal(shown.lock.reviewer, 'Anna');

  const refused = await approve(id, 'robot');
  assert.deepEqual([refused.statusCode, refused.json().code], [409, 'review.locked']);
  assert.match(refused.json().detail, /^Anna works on case .+ since \d{4}-/);
  assert.match(refused.json().hint, /take it over/);
  assert.equal((await approve(id, 'Anna')).statusCode, 200);

  assert.equal((await unlock(id, 'robot')).statusCode, 204);
  assert.equal((await approve(id, 'robot')).statusCode, 409);
  assert.equal((await unlock(id, 'Anna')).statusCode, 204);
  assert.equal((await approve(id, 'robot')).statusCode, 200);
});

test('whoever takes over decides, the other no longer', async () => {
  const id = await inReview();
  await lock(id, { reviewer: 'Anna' });
  const refused = await lock(id, { reviewer: 'Bea' });
  assert.deepEqual([refused.statusCode, refused.json().code], [409, 'review.locked']);
  assert.equal((await lock(id, { reviewer: 'Bea', takeOver: true })).statusCode, 200);
  assert.equal((await approve(id, 'Anna')).json().code, 'review.locked');
  assert.equal((await approve(id, 'Bea')).statusCode, 200);
  const actions = (await auditOf(fixture.deps.db, id)).map(({ action, actor }) => `${action} ${actor}`);
  assert.ok(actions.includes('case.taken-over Bea'), actions.join());
});

test('a session is one person under any name, and another session is another', async () => {
  const id = await inReview();
  const session = async (): Promise<Headers> => {
    const redeemed = await redeemSignInToken(fixture.deps.db, await createSignInToken(fixture.deps.db));
    return { cookie: `docket_session=${redeemed?.session}`, host: 'docket.test', origin: 'http://docket.test' };
  };
  const [one, other] = [await session(), await session()];
  assert.equal((await lock(id, { reviewer: 'Anna' }, one)).statusCode, 200);
  assert.equal((await approve(id, 'Anna Karenina', one)).statusCode, 200);
  assert.equal((await approve(id, 'Anna', other)).statusCode, 409);
  assert.equal((await lock(id, { reviewer: 'Anna' }, other)).statusCode, 409);
});

test('wrong locks are refused with what is wrong', async () => {
  const id = await inReview();
  for (const payload of [{}, { reviewer: ' ' }, { reviewer: 'x', forever: true }])
    assert.equal((await lock(id, payload)).statusCode, 400, JSON.stringify(payload));
  assert.equal((await lock('unknown', { reviewer: 'x' })).statusCode, 404);
  const open = await openCase(fixture.deps.db);
  assert.equal((await lock(open, { reviewer: 'x' })).json().code, 'review.not-open');
  const reader = await fixture.headersFor(['read']);
  assert.equal((await lock(id, { reviewer: 'x' }, reader)).statusCode, 403);
});

test('the queue comes by urgency and leaves out what is locked on request', async () => {
  const id = await inReview();
  const queue = async (query: string) => {
    const answer = await fixture.app.inject({ url: `/v1/cases?order=urgency${query}`, headers: fixture.headers });
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json().items.map((item: { id: string }) => item.id);
  };
  await lock(id, { reviewer: 'Anna' });
  assert.ok((await queue('&state=review')).includes(id));
  assert.equal((await queue('&unlocked=true')).includes(id), false);
  assert.ok((await queue('&unlocked=false')).includes(id));
  const wrong = await fixture.app.inject({ url: '/v1/cases?order=urgency&state=rejected', headers: fixture.headers });
  assert.equal(wrong.statusCode, 400);
  assert.equal((await fixture.app.inject({ url: '/openapi.json' })).statusCode, 200);
});
