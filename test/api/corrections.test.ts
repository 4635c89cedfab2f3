import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { documentRow, leftOutRow, ticketRow } from '../../schemas/training-row.ts';
import { approval, reviewedDocument, reviewedTicket } from '../store/decide.ts';
import { storedReading } from '../store/decided-document.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
  const { db, blobs } = fixture.deps;
  const reading = await storedReading(blobs);
  await reviewedDocument(db, reading, approval({ changes: [{ path: 'sellerName', value: 'Nordlicht' }] }));
  for (const text of ['Where is it?', 'Still not here'])
    await reviewedTicket(db, { text, desk: 'front-desk' }, approval({ label: 'lost' }));
  await reviewedDocument(db, null, approval());
});
after(() => fixture.close());

const get = (query: string, headers = fixture.headers) =>
  fixture.app.inject({ url: `/v1/corrections${query}`, headers });
const linesOf = (body: string): unknown[] => {
  assert.ok(body === '' || body.endsWith('\n'));
  return body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
};

test('what people decided comes as NDJSON in pages, and what teaches nothing says why', async () => {
  const whole = await get('');
  assert.equal(whole.statusCode, 200);
  assert.match(String(whole.headers['content-type']), /^application\/x-ndjson/);
  assert.equal(whole.headers['docket-next'], undefined);
  const rows = linesOf(whole.body);
  assert.equal(documentRow.parse(rows[0]).truth.sellerName, 'Nordlicht');
  assert.deepEqual(
    rows.slice(1, 3).map((row) => ticketRow.parse(row).label),
    ['lost', 'lost'],
  );
  assert.equal(leftOutRow.parse(rows[3]).error.code, 'training.no-words');

  const paged: unknown[] = [];
  for (let query = '?limit=2', pages = 0; pages < 2; pages += 1) {
    const page = await get(query);
    paged.push(...linesOf(page.body));
    query = `?limit=2&cursor=${String(page.headers['docket-next'])}`;
  }
  assert.deepEqual(paged, rows);
});

test('it is chosen by kind, desk and time', async () => {
  const kinds = async (query: string) => linesOf((await get(query)).body).map((row) => (row as { case: string }).case);
  assert.deepEqual(await kinds('?kind=tickets'), ['ticket', 'ticket']);
  assert.deepEqual(await kinds('?desk=documents'), ['document', 'document']);
  assert.deepEqual(await kinds('?desk=front-desk&since=2020-01-01'), ['ticket', 'ticket']);
  assert.deepEqual(await kinds('?since=2999-01-01T00:00:00Z'), []);
});

test('wrong questions are refused, and only an administrator may ask', async () => {
  for (const query of ['?kind=letters', '?since=yesterday', '?limit=0', '?limit=1000', '?cursor=x']) {
    const { statusCode, body } = await get(query);
    assert.equal(statusCode, 400, query);
    assert.match(body, new RegExp(query.slice(1).split('=', 1)[0] ?? ''), query);
  }
  const writer = await fixture.headersFor(['read', 'write']);
  assert.equal((await get('', writer)).statusCode, 403);
});
