import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { auditOf } from '../../store/audit.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { openCase, ticketOutcome } from '../store/example-cases.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
});
after(() => fixture.close());

const ask = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object, headers = fixture.headers) =>
  fixture.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
const assign = (id: string, reviewer: string) => ask('PUT', `/v1/cases/${id}/assignee`, { reviewer });
const record = (caseId: string, state: 'review' | 'accepted') =>
  recordOutcome(fixture.deps.db, { caseId, state, outcome: ticketOutcome(state), actor: 'workflow', key: state });

test('a case is given to a person before it waits for one, and the chain keeps every change', async () => {
  const { db } = fixture.deps;
  const id = await openCase(db);
  const given = await assign(id, ' Anna ');
  assert.equal(given.statusCode, 200, given.body);
  assert.equal(given.json().reviewer, 'Anna');
  assert.match(given.json().by, /^key:/);
  assert.equal((await assign(id, 'Anna')).json().at, given.json().at, 'said twice is said once');
  await assign(id, 'Bea');
  assert.equal((await ask('DELETE', `/v1/cases/${id}/assignee`)).statusCode, 204);
  assert.equal((await ask('GET', `/v1/cases/${id}`)).json().assignment, null);
  const changes = (await auditOf(db, id)).filter(({ action }) => action === 'case.assigned');
  assert.deepEqual(
    changes.map(({ body }) => [body.from, body.to]),
    [
      [null, 'Anna'],
      ['Anna', 'Bea'],
      ['Bea', null],
    ],
  );
});

test('others go past it, its person does not, and whoever opens it may decide it', async () => {
  const { db } = fixture.deps;
  const [annas, nobodys] = [await openCase(db), await openCase(db)];
  await assign(annas, 'Anna');
  for (const id of [annas, nobodys]) await record(id, 'review');
  const listed = async (query: string) => {
    const answer = await ask('GET', `/v1/cases?state=review${query}`);
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json().items.map(({ id }: { id: string }) => id);
  };
  assert.deepEqual(await listed('&assignee=Anna'), [annas]);
  assert.deepEqual((await listed('&for=Bea&order=urgency')).includes(annas), false);
  assert.ok((await listed('&for=Bea')).includes(nobodys));
  assert.deepEqual((await listed('&for=Anna')).toSorted(), [annas, nobodys].toSorted());
  assert.equal((await ask('GET', '/v1/cases?assignee=')).statusCode, 400);
  const approve = await ask('POST', `/v1/cases/${annas}/review`, { action: 'approve', id: 'd', reviewer: 'Bea' });
  assert.equal(approve.statusCode, 200, approve.body);
});

test('a closed case is nobody’s to be given, and wrong names are refused', async () => {
  const { db } = fixture.deps;
  const id = await openCase(db);
  await assign(id, 'Anna');
  assert.equal((await assign(id, ' ')).statusCode, 400);
  assert.equal((await assign('unknown', 'Anna')).statusCode, 404);
  const reader = await fixture.headersFor(['read']);
  assert.equal((await ask('PUT', `/v1/cases/${id}/assignee`, { reviewer: 'x' }, reader)).statusCode, 403);
  await record(id, 'accepted');
  const late = await assign(id, 'Bea');
  assert.deepEqual([late.statusCode, late.json().code], [409, 'review.not-open']);
  assert.equal((await ask('GET', `/v1/cases/${id}`)).json().assignment, null);
  assert.deepEqual((await ask('GET', '/v1/cases?assignee=Anna&state=accepted')).json().items.length, 1);
});
