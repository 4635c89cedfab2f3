import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { installedModels } from '../../api/installed-models.ts';
import { listDesks } from '../../models/desks.ts';
import { openRegistry } from '../../models/registry.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { shippedDesks } from '../../schemas/policy.ts';
import { listCorrections } from '../../store/corrections.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { policyOf } from '../../store/policies.ts';
import { drawSecondLooks } from '../../store/second-looks.ts';
import { openCase, ticketOutcome } from '../store/example-cases.ts';
import { documentBounds } from '../workflows/document-bounds.ts';
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

test('a bound on whole documents is chosen from those that the model in use is certified for', async () => {
  const card = installedModels([join(packageRoot, 'models', 'weights')]).find(({ name }) => name === 'invoice');
  assert.ok(card);
  const own = await openApp({ models: () => [{ ...card, version: '9.0.0', documentBounds }] });
  const inject = (method: 'PUT' | 'DELETE' | 'GET', url: string, payload?: object) =>
    own.app.inject({ method, url, headers: own.headers, ...(payload ? { payload } : {}) });
  const put = (desk: string, policy: object) => inject('PUT', `/v1/policies/${desk}`, { secondLooks: 0.05, ...policy });
  const set = await put('documents', { automation: 'confident', documentBound: 0.05 });
  assert.equal(set.statusCode, 200);
  assert.equal(set.json().documentBound, 0.05);
  assert.deepEqual(set.json().documentWatch, { looked: 0, wrong: 0, evidence: 1, alarmAt: null });
  for (const [policy, message] of [
    [{ automation: 'confident', documentBound: 0.02 }, /0\.02 is not certified; invoice 9\.0\.0 has 0\.05/],
    [{ automation: 'confident', documentBound: 0.1 }, /0\.1 is not certified/],
    [{ automation: 'confident', documentBound: 2 }, /documentBound/],
  ] as const) {
    const refused = await put('documents', policy);
    assert.equal(refused.statusCode, 400);
    assert.match(refused.body, message);
  }
  const ticket = await put('banking77', { automation: 'confident', documentBound: 0.05 });
  assert.match(ticket.json().detail, /banking77 takes tickets/);
  assert.equal((await put('documents', { automation: 'confident' })).json().documentBound, undefined);
  const [model] = (await inject('GET', '/v1/models')).json().items;
  assert.deepEqual(model.documentBounds, documentBounds);
  assert.equal((await inject('DELETE', '/v1/policies/documents/document-alarm')).json().documentWatch.looked, 0);
  await own.close();
  const none = await ask('PUT', '/v1/policies/documents', {
    automation: 'confident',
    documentBound: 0.05,
    secondLooks: 0,
  });
  assert.match(none.json().detail, /invoice has no such bound; leave it out/);
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
