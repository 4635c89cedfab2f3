import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { caseSummary } from '../../schemas/case.ts';
import { DocketError } from '../../schemas/errors.ts';
import { TICKET_TEXT_LIMIT } from '../../schemas/ticket.ts';
import { listCases } from '../../store/cases.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
});
after(() => fixture.close());

const ticket = { desk: 'banking77', text: 'Where is my card?' };
const json = { 'content-type': 'application/json' };

function post(payload: unknown, headers: Record<string, string> = {}) {
  const body = Buffer.isBuffer(payload) || typeof payload === 'string' ? payload : JSON.stringify(payload);
  return fixture.app.inject({
    method: 'POST',
    url: '/v1/tickets',
    headers: { ...fixture.headers, ...json, ...headers },
    payload: body,
  });
}

test('a ticket becomes a case and its workflow is started', async () => {
  const answer = await post(ticket);
  assert.equal(answer.statusCode, 202);
  const { id, state, desk } = caseSummary.parse(answer.json());
  assert.deepEqual([state, desk], ['received', 'banking77']);
  assert.deepEqual(fixture.starts.at(-1), { kind: 'ticket', id });
});

const refused: [what: string, payload: unknown, status: number, code: string, says: RegExp][] = [
  ['an unknown desk', { ...ticket, desk: 'sales' }, 422, 'ticket.unknown-desk', /banking77, it-topic/],
  [
    'a text over the limit',
    { ...ticket, text: 'x'.repeat(TICKET_TEXT_LIMIT + 1) },
    413,
    'ticket.text-too-long',
    /20001/,
  ],
  ['a blank text', { ...ticket, text: ' \n ' }, 422, 'ticket.empty', /white space/],
  ['no text', { desk: 'banking77' }, 400, 'request.invalid', /text/],
  ['a field there is not', { ...ticket, color: 'red' }, 400, 'request.invalid', /color/],
  ['a list', [ticket], 400, 'request.invalid', /the ticket/],
  ['broken JSON', '{"desk": ', 400, 'request.malformed-json', /not JSON/],
  ['an empty body', '', 400, 'request.malformed-json', /./],
  ['broken UTF-8', Buffer.from('{"desk":"banking77","text":"\xff"}', 'latin1'), 422, 'text.encoding', /UTF-8/],
  ['a huge body', `"${'x'.repeat(2_000_000)}"`, 413, 'request.too-large', /./],
];
for (const [what, payload, status, code, says] of refused) {
  test(`${what} is refused with ${code}`, async () => {
    const before = (await listCases(fixture.deps.db, { limit: 100 })).items.length;
    const answer = await post(payload);
    assert.equal(answer.statusCode, status);
    assert.equal(answer.headers['content-type'], 'application/problem+json');
    const problem = answer.json();
    assert.equal(problem.code, code);
    assert.equal(problem.status, status);
    assert.match(problem.detail, says);
    assert.equal(problem.instance, '/v1/tickets');
    assert.notEqual(problem.hint, '');
    assert.equal((await listCases(fixture.deps.db, { limit: 100 })).items.length, before);
  });
}

test('another content type is refused', async () => {
  const answer = await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' });
  assert.equal(answer.statusCode, 415);
  assert.equal(answer.json().code, 'request.media-type');
});

test('the same Idempotency-Key gives the same answer, to the same request only', async () => {
  const key = { 'idempotency-key': 'order-1' };
  const first = await post(ticket, key);
  const second = await post(ticket, key);
  assert.equal(second.statusCode, 202);
  assert.deepEqual(second.json(), first.json());
  const other = await post({ ...ticket, text: 'Something else' }, key);
  assert.equal(other.statusCode, 422);
  assert.equal(other.json().code, 'request.idempotency-mismatch');
  assert.equal((await post(ticket, { 'idempotency-key': 'a b' })).statusCode, 400);
});

test('a ticket whose workflow runs although the answer to its start got lost is accepted, once', async () => {
  const key = { 'idempotency-key': 'order-3' };
  const before = (await listCases(fixture.deps.db, { limit: 100 })).items.length;
  Object.assign(fixture.engine, {
    failure: new DocketError('unavailable.temporal', 'Temporal does not answer'),
    startsAllTheSame: true,
  });
  const first = await post(ticket, key);
  Object.assign(fixture.engine, { failure: undefined, startsAllTheSame: false });
  assert.equal(first.statusCode, 202);
  assert.deepEqual((await post(ticket, key)).json(), first.json());
  assert.equal((await listCases(fixture.deps.db, { limit: 100 })).items.length, before + 1);
});

test('a ticket that cannot be started is taken back; sent again it is a case', async () => {
  const key = { 'idempotency-key': 'order-2' };
  const before = (await listCases(fixture.deps.db, { limit: 100 })).items.length;
  fixture.engine.failure = new DocketError('unavailable.temporal', 'Temporal does not answer');
  const failed = await post(ticket, key);
  fixture.engine.failure = undefined;
  assert.equal(failed.statusCode, 503);
  assert.equal(failed.json().code, 'unavailable.temporal');
  assert.ok(Number(failed.headers['retry-after']) > 0);
  assert.equal((await listCases(fixture.deps.db, { limit: 100 })).items.length, before);
  const again = await post(ticket, key);
  assert.equal(again.statusCode, 202);
  assert.equal((await listCases(fixture.deps.db, { limit: 100 })).items.length, before + 1);
});
