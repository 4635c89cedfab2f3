import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listDesks } from '../../models/desks.ts';
import { openRegistry } from '../../models/registry.ts';
import { shippedDesks } from '../../schemas/policy.ts';
import { listCorrections } from '../../store/corrections.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { policyOf } from '../../store/policies.ts';
import { drawSecondLooks } from '../../store/second-looks.ts';
import { openCase, ticketOutcome } from '../store/example-cases.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
});
after(() => fixture.close());

const ask = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object, headers = fixture.headers) =>
  fixture.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });

test('every desk has a policy; an administrator sets it', async () => {
  const listed = (await ask('GET', '/v1/policies')).json();
  assert.deepEqual(
    listed.items.map(({ desk, automation }: { desk: string; automation: string }) => [desk, automation]),
    [
      ['documents', 'confident'],
      ['banking77', 'confident'],
      ['it-topic', 'confident'],
    ],
  );
  const fields = { priority: 'never' };
  const byField = await ask('PUT', '/v1/policies/banking77', { automation: 'confident', secondLooks: 0.05, fields });
  assert.deepEqual(byField.json().fields, fields);
  const strange = { automation: 'confident', secondLooks: 0.05, fields: { totalGross: 'never' } };
  const refused = await ask('PUT', '/v1/policies/banking77', strange);
  assert.equal(refused.statusCode, 400);
  assert.match(refused.json().detail, /fields\.totalGross: banking77 has intent, language, priority, entities/);
  const policy = { automation: 'never', secondLooks: 0.1 };
  assert.equal((await ask('PUT', '/v1/policies/documents', policy)).json().automation, 'never');
  assert.equal((await ask('PUT', '/v1/policies/no-desk', policy)).statusCode, 404);
  assert.equal((await ask('PUT', '/v1/policies/documents', { ...policy, automation: 'sometimes' })).statusCode, 400);
  const writer = await fixture.headersFor(['read', 'write']);
  assert.equal((await ask('PUT', '/v1/policies/documents', policy, writer)).statusCode, 403);
});

test('a desk of own labels starts by suggesting; those that ship go by their bound', async () => {
  const own = await openApp({ desks: () => [{ name: 'front-desk', labels: ['a'], languages: ['en'] }] });
  const headers = own.headers;
  const { items } = (await own.app.inject({ method: 'GET', url: '/v1/policies', headers })).json();
  await own.close();
  assert.deepEqual(
    items.map(({ desk, automation }: { desk: string; automation: string }) => [desk, automation]),
    [
      ['documents', 'confident'],
      ['front-desk', 'never'],
    ],
  );
  const shipped = listDesks(openRegistry()).map(({ name }) => name);
  assert.deepEqual([...shippedDesks].sort(), shipped);
});

test('a second look is offered, decided once, and kept as a correction', async () => {
  const { db } = fixture.deps;
  await ask('PUT', '/v1/policies/banking77', { automation: 'confident', secondLooks: 1 });
  const caseId = await openCase(db);
  const outcome = ticketOutcome('accepted');
  await recordOutcome(db, { caseId, state: 'accepted', outcome, actor: 'workflow', key: 'decided' });
  await drawSecondLooks(db, await policyOf(db, 'banking77'), [caseId]);
  const { items } = (await ask('GET', '/v1/second-looks')).json();
  assert.deepEqual(
    items.map(({ caseId: id, desk }: { caseId: string; desk: string }) => [id, desk]),
    [[caseId, 'banking77']],
  );

  const url = `/v1/second-looks/${caseId}`;
  const strange = await ask('POST', url, { reviewer: 'ana', wrong: [{ path: 'totalGross', value: '1.00' }] });
  assert.equal(strange.json().code, 'review.invalid-value');
  const verdict = { reviewer: 'ana', wrong: [{ path: 'intent', value: 'lost_card' }] };
  assert.deepEqual((await ask('POST', url, verdict)).json(), { caseId });
  assert.equal((await ask('POST', url, verdict)).statusCode, 409);
  const [kept] = await listCorrections(db, { caseId });
  assert.deepEqual(
    [kept?.path, kept?.before, kept?.after, kept?.reviewer],
    ['intent', 'card_arrival', 'lost_card', 'ana'],
  );
  assert.deepEqual((await ask('GET', '/v1/second-looks')).json(), { items: [] });
});
