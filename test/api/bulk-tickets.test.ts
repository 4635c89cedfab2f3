import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { batchCase } from '../../schemas/workflows.ts';
import { getJson } from '../../store/blobs/json.ts';
import { getCase } from '../../store/cases.ts';
import type { NewBatch } from '../../store/receive-cases.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

const batches: NewBatch[] = [];
let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
  const { workflows } = fixture.deps;
  const { startBatch } = workflows;
  workflows.startBatch = async (batch) => {
    await startBatch(batch);
    batches.push(batch);
  };
});
after(() => fixture.close());

function post(payload: string | Buffer, headers: Record<string, string> = {}) {
  return fixture.app.inject({
    method: 'POST',
    url: '/v1/tickets/bulk',
    headers: { ...fixture.headers, 'content-type': 'application/x-ndjson', ...headers },
    payload,
  });
}

const row = (desk: string, text: string) => JSON.stringify({ desk, text });

test('good rows go on, each bad row is answered by its number', async () => {
  batches.length = 0;
  const body = Buffer.concat([
    Buffer.from(`${row('banking77', 'one')}\n\n{"desk":\n`),
    Buffer.from('{"desk":"banking77","text":"\xff"}\n', 'latin1'),
    Buffer.from(`${row('sales', 'x')}\r\n${row('it-topic', 'ein Text mit ü')}\n${row('banking77', '')}`),
  ]);
  const answer = await post(body);
  assert.equal(answer.statusCode, 202);
  const { accepted, refused, items } = answer.json();
  assert.deepEqual([accepted, refused], [2, 4]);
  const codes = items.map((item: { row: number; error?: { code: string } }) => [item.row, item.error?.code]);
  assert.deepEqual(codes, [
    [1, undefined],
    [3, 'request.malformed-json'],
    [4, 'text.encoding'],
    [5, 'ticket.unknown-desk'],
    [6, undefined],
    [7, 'ticket.empty'],
  ]);
  assert.deepEqual(
    batches.map(({ desk, count }) => [desk, count]),
    [
      ['banking77', 1],
      ['it-topic', 1],
    ],
  );
  const found = await getCase(fixture.deps.db, items[4].id);
  assert.deepEqual(found?.arrival, { kind: 'ticket', ticket: { desk: 'it-topic', text: 'ein Text mit ü' } });
});

test('many tickets share workflows by desk, 200 each, and every one of them is in its batch', async () => {
  batches.length = 0;
  const rows = Array.from({ length: 450 }, (_, index) =>
    row(index % 9 === 0 ? 'it-topic' : 'banking77', `text ${index}`),
  );
  const { items } = (await post(rows.join('\n'))).json();
  assert.deepEqual(batches.map(({ desk, count }) => [desk, count]).sort(), [
    ['banking77', 200],
    ['banking77', 200],
    ['it-topic', 50],
  ]);
  const inBatches: string[] = [];
  for (const { cases } of batches) {
    for (const { caseId } of await getJson(fixture.deps.blobs, cases, z.array(batchCase))) inBatches.push(caseId);
  }
  assert.deepEqual(inBatches.sort(), items.map(({ id }: { id: string }) => id).sort());
});

test('the same Idempotency-Key gives the same cases', async () => {
  const key = { 'idempotency-key': 'bulk-1' };
  const body = `${row('banking77', 'a')}\nbroken\n`;
  const first = await post(body, key);
  const started = batches.length;
  const second = await post(body, key);
  assert.deepEqual(second.json(), first.json());
  assert.equal(batches.length, started);
});

test('a bulk without a good row starts nothing', async () => {
  const started = batches.length;
  assert.deepEqual((await post('nope\n')).json().accepted, 0);
  assert.equal((await post('\n \n')).statusCode, 400);
  assert.equal(batches.length, started);
});

test('the largest bulk is taken, one row more is not', async () => {
  const rows = Array.from({ length: 10_000 }, () => row('banking77', 'x')).join('\n');
  const large = await openApp({ limits: { maxBytes: 10_000_000, requestsPerMinute: 1000 } });
  try {
    const send = (payload: string) =>
      large.app.inject({
        method: 'POST',
        url: '/v1/tickets/bulk',
        headers: { ...large.headers, 'content-type': 'application/x-ndjson' },
        payload,
      });
    const taken = await send(rows);
    assert.equal(taken.json().accepted, 10_000);
    assert.equal(large.starts.length, 50);
    assert.equal((await send(`${rows}\n${row('banking77', 'x')}`)).json().code, 'request.too-large');
  } finally {
    await large.close();
  }
});
