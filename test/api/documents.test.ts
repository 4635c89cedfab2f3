import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { caseSummary } from '../../schemas/case.ts';
import { putJson } from '../../store/blobs/json.ts';
import { getCase } from '../../store/cases.ts';
import { recordPages } from '../../store/pages.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
});
after(() => fixture.close());

const created = z.object({ items: z.array(caseSummary) });
const pdf = Buffer.from('%PDF-1.7\n…');
const png = Buffer.from('\x89PNG\r\n\x1a\n rest', 'latin1');

function post(payload: Buffer | FormData, headers: Record<string, string>) {
  return fixture.app.inject({
    method: 'POST',
    url: '/v1/documents',
    headers: { ...fixture.headers, ...headers },
    payload,
  });
}

const raw = (bytes: Buffer, name = 'a.pdf', type = 'application/octet-stream') =>
  post(bytes, { 'content-type': type, 'x-file-name': encodeURIComponent(name) });

async function form(...files: [name: string, bytes: Buffer][]) {
  const data = new FormData();
  data.append('note', 'not a file');
  for (const [name, bytes] of files) data.append('file', new Blob([new Uint8Array(bytes)]), name);
  const request = new Request('http://x', { method: 'POST', body: data });
  return post(Buffer.from(await request.arrayBuffer()), { 'content-type': request.headers.get('content-type') ?? '' });
}

test('a file as the body becomes a case and can be fetched again', async () => {
  const answer = await raw(pdf, 'Rechnung März.pdf');
  assert.equal(answer.statusCode, 202);
  const [item] = created.parse(answer.json()).items;
  assert.equal(item?.title, 'Rechnung März.pdf');
  const file = await fixture.app.inject({ url: `/v1/cases/${item?.id}/file`, headers: fixture.headers });
  assert.ok(file.rawPayload.equals(pdf));
  assert.equal(file.headers['content-type'], 'application/pdf');
  assert.match(String(file.headers['content-disposition']), /attachment; filename\*=UTF-8''Rechnung%20M%C3%A4rz\.pdf/);
  assert.match(String(file.headers['content-security-policy']), /sandbox/);
});

test('several files of a form become a case each', async () => {
  const answer = await form(['a.pdf', pdf], ['b.png', png]);
  assert.equal(answer.statusCode, 202);
  const { items } = created.parse(answer.json());
  assert.deepEqual(
    items.map(({ title }) => title),
    ['a.pdf', 'b.png'],
  );
  const types = await Promise.all(items.map(async ({ id }) => (await getCase(fixture.deps.db, id))?.arrival));
  assert.deepEqual(
    types.map((arrival) => arrival?.kind === 'document' && arrival.blob.mediaType),
    ['application/pdf', 'image/png'],
  );
  assert.deepEqual(
    fixture.starts.slice(-2),
    items.map(({ id }) => ({ kind: 'document', id })),
  );
});

test('files are taken by their content, whatever their type says', async () => {
  const xml = Buffer.from('\ufeff<?xml version="1.0"?><Invoice/>');
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<?xml version="1.0"?><Invoice/>', 'utf16le')]);
  for (const [bytes, type] of [
    [xml, 'text/xml'],
    [utf16, 'application/xml'],
    [Buffer.from('{"pages":[]}'), 'application/json'],
    [pdf, 'text/plain'],
    [Buffer.from('From: a@example.org\r\nSubject: x\r\n\r\n%PDF-'), 'text/plain'],
    [Buffer.from('PK\x03\x04 etc'), 'application/octet-stream'],
    [Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'application/octet-stream'],
    [Buffer.from('<!DOCTYPE html><html></html>'), 'text/html'],
  ] as const) {
    assert.equal((await raw(bytes, 'x', type)).statusCode, 202);
  }
});

const refused: [what: string, bytes: Buffer, status: number, code: string][] = [
  ['an empty file', Buffer.alloc(0), 400, 'file.empty'],
  ['plain text', Buffer.from('hello'), 415, 'file.unsupported'],
  ['a gzip file', Buffer.from('\x1f\x8b gzip'), 415, 'file.unsupported'],
  ['a huge file', Buffer.concat([pdf, Buffer.alloc(100_000)]), 413, 'file.too-large'],
];
for (const [what, bytes, status, code] of refused) {
  test(`${what} is refused with ${code}, as the body and in a form`, async () => {
    const started = fixture.starts.length;
    for (const answer of [await raw(bytes), await form(['good.pdf', pdf], ['bad', bytes])]) {
      assert.equal(answer.statusCode, status);
      assert.equal(answer.json().code, code);
      assert.equal(answer.headers['content-type'], 'application/problem+json');
    }
    assert.equal(fixture.starts.length, started);
  });
}

test('a form without a file, and a broken form, are refused', async () => {
  assert.equal((await form()).json().code, 'file.empty');
  const broken = await post(
    Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n%PDF-'),
    {
      'content-type': 'multipart/form-data; boundary=x',
    },
  );
  assert.ok(broken.statusCode >= 400 && broken.statusCode < 500, broken.body);
  assert.equal(broken.headers['content-type'], 'application/problem+json');
});

test('a name is a name and never a path', async () => {
  const [item] = created.parse((await raw(pdf, '../../etc/\u0000pass\nwd')).json()).items;
  const arrival = (await getCase(fixture.deps.db, item?.id ?? ''))?.arrival;
  assert.equal(arrival?.kind === 'document' && arrival.fileName.includes('/'), false);
  assert.match(item?.title ?? '', /^.?passwd$/);
});

test('a file sent twice under one Idempotency-Key is one case', async () => {
  const send = (bytes: Buffer) =>
    post(bytes, { 'content-type': 'application/octet-stream', 'idempotency-key': 'file-1' });
  const [first, second] = [await send(pdf), await send(pdf)];
  assert.deepEqual(second.json(), first.json());
  assert.equal((await send(png)).json().code, 'request.idempotency-mismatch');
});

test('pages and words are answered once reading stored them', async () => {
  const { db, blobs } = fixture.deps;
  const [item] = created.parse((await raw(pdf)).json()).items;
  const get = (what: string) => fixture.app.inject({ url: `/v1/cases/${item?.id}/${what}`, headers: fixture.headers });
  assert.equal((await get('words')).statusCode, 404);
  assert.equal((await get('pages/0.png')).statusCode, 404);
  const page = { width: 100, height: 200, source: 'text', words: [{ text: 'Total', box: [1, 2, 3, 4] }] };
  const part = { part: 1, pages: [page], eInvoice: null };
  const reading = await putJson(blobs, { format: 'pdf', parts: [part], findings: [] });
  const image = await blobs.put(png, 'image/png');
  await recordPages(db, item?.id ?? '', {
    pages: [{ index: 0, width: 100, height: 200, image }],
    reading,
    origin: null,
  });
  assert.deepEqual((await get('words')).json(), { pages: [page] });
  const picture = await get('pages/0.png');
  assert.ok(picture.rawPayload.equals(png));
  assert.equal(picture.headers['content-type'], 'image/png');
  assert.equal((await get('pages/1.png')).statusCode, 404);
  assert.equal((await get('pages/-1.png')).statusCode, 400);
});
