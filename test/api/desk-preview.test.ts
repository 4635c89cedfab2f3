import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Outcome } from '../../schemas/case.ts';
import { deskPreview } from '../../schemas/desk-preview.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import { createCase } from '../../store/cases.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { documentArrival, openCase, producer, ticketOutcome } from '../store/example-cases.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
});
after(() => fixture.close());

const preview = async (desk: string, payload: object, headers = fixture.headers) =>
  fixture.app.inject({ method: 'POST', url: `/v1/desks/${desk}/preview`, headers, payload });

test('a desk says how sure it is of texts, by the bound of its card', async () => {
  const texts = ['I still have not received my new card', 'card', 'qwertz uiop'];
  const answer = await preview('banking77', { texts });
  assert.equal(answer.statusCode, 200, answer.body);
  const { n, bands, bound, by, fields } = deskPreview.parse(answer.json());
  assert.deepEqual([n, bands.high + bands.medium + bands.low, by?.name], [3, 3, 'banking77']);
  assert.ok(bands.high >= 1 && bands.low >= 1, JSON.stringify(bands));
  assert.ok(bound?.threshold !== null && bound?.alpha === 0.02);
  assert.deepEqual(fields, [{ field: 'intent', ...bands }]);
});

test('without texts it takes the last tickets of the desk, and keeps nothing', async () => {
  const { db } = fixture.deps;
  for (const text of ['My card has not arrived', 'I lost my card', 'What is the fee?'])
    await createCase(db, { arrival: { kind: 'ticket', ticket: { desk: 'it-topic', text } }, actor: 'key:test' });
  const { n, bound, bands } = deskPreview.parse((await preview('it-topic', { last: 2 })).json());
  assert.deepEqual([n, bands.high + bands.medium + bands.low, bound?.alpha], [2, 2, 0.1]);
  assert.equal((await preview('clinc150', { last: 5 })).json().n, 0);
});

test('documents are judged by the values of the last cases, each by the bound that decided it', async () => {
  const { db } = fixture.deps;
  const said = (confidence: number, source: Evidence['source'] = 'specialist'): Evidence => ({
    ...{ value: 'x', confidence, accepted: false, source, page: null, box: null, by: producer },
  });
  const at = (threshold: number | null) =>
    ({ ...{ threshold, alpha: 0.02, delta: 0.05, n: 9, groups: 3, coverage: 0.5, population: 'p' } }) as const;
  const outcome: Outcome = {
    ...{ kind: 'document', reading: null },
    decision: { ...ticketOutcome('review').decision, thresholds: { '*': at(0.9), iban: at(null) } },
    result: {
      ...{ kind: 'invoice', language: 'en', lines: [], taxes: [], findings: [], reasons: [], status: 'review' },
      fields: {
        ...{ totalGross: said(0.95), totalNet: said(0.6), totalTax: said(0.2), iban: said(0.99) },
        currency: said(0.1, 'xml'),
      },
    },
  };
  const caseId = await openCase(db, documentArrival());
  await recordOutcome(db, { caseId, state: 'review', outcome, actor: 'workflow', key: 'decided' });
  const { n, bands, fields } = deskPreview.parse((await preview('documents', { last: 10 })).json());
  assert.deepEqual([n, bands], [1, { high: 2, medium: 2, low: 1 }]);
  assert.deepEqual(
    fields.find(({ field }) => field === 'iban'),
    { field: 'iban', high: 0, medium: 1, low: 0 },
  );
});

test('what cannot be previewed is refused with what to do', async () => {
  const codes = async (desk: string, payload: object) => {
    const answer = await preview(desk, payload);
    return [answer.statusCode, answer.json().code];
  };
  assert.deepEqual(await codes('no-desk', { texts: ['x'] }), [422, 'ticket.unknown-desk']);
  assert.deepEqual(await codes('banking77', { texts: [] }), [400, 'request.invalid']);
  assert.deepEqual(await codes('banking77', { texts: ['x'], last: 3 }), [400, 'request.invalid']);
  assert.deepEqual(await codes('documents', { texts: ['x'] }), [400, 'request.invalid']);
  const reader = await fixture.headersFor(['write']);
  assert.equal((await preview('banking77', { texts: ['hello'] }, reader)).statusCode, 200);
});

test('statistics are asked for by period and step, and refuse what makes no sense', async () => {
  const get = (query: string) =>
    fixture.app.inject({ method: 'GET', url: `/v1/statistics${query}`, headers: fixture.headers });
  const { desks, every, assumptions } = (await get('')).json();
  assert.deepEqual([desks.length, desks[0].desk, desks[0].escalated, every], [1, 'documents', 1, 'day']);
  assert.equal(assumptions.currency, 'EUR');
  for (const query of ['?every=hour', '?from=yesterday', '?from=2030-01-01T00:00:00Z', '?from=1990-01-01T00:00:00Z'])
    assert.equal((await get(query)).statusCode, 400, query);
  const put = async (payload: object, headers = fixture.headers) =>
    (await fixture.app.inject({ method: 'PUT', url: '/v1/statistics/assumptions', headers, payload })).statusCode;
  const sound = { minutesPerDocument: 4, minutesPerTicket: 1, costPerHour: 25, currency: 'GBP' };
  assert.equal(await put(sound), 200);
  assert.equal(await put({ ...sound, costPerHour: -1 }), 400);
  assert.equal(await put({ ...sound, currency: 'pounds' }), 400);
  assert.equal(await put(sound, await fixture.headersFor(['read', 'write'])), 403);
  assert.equal((await get('')).json().assumptions.currency, 'GBP');
});
