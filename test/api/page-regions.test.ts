import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DocketError } from '../../schemas/errors.ts';
import { regionReading } from '../../schemas/region.ts';
import { putJson } from '../../store/blobs/json.ts';
import { recordPages } from '../../store/pages.ts';
import { documentArrival, openCase } from '../store/example-cases.ts';
import { type AppFixture, openApp } from './app-fixture.ts';

let fixture: AppFixture;
before(async () => {
  fixture = await openApp();
});
after(() => fixture.close());

const words = [
  { text: 'Total', box: [10, 10, 40, 20] },
  { text: '9.00', box: [50, 10, 80, 20] },
  { text: 'EUR', box: [90, 10, 110, 20] },
];

/** A document with a page of text and a scanned one. */
async function documentCase(): Promise<string> {
  const { db, blobs } = fixture.deps;
  const id = await openCase(db, documentArrival());
  const size = { width: 200, height: 300 };
  const pages = [
    { ...size, source: 'text', words },
    { ...size, source: 'ocr', words },
  ];
  const reading = await putJson(blobs, { format: 'pdf', parts: [{ part: 1, pages, eInvoice: null }], findings: [] });
  await recordPages(db, id, {
    pages: pages.map((_, index) => ({ index, ...size, image: null })),
    reading,
    origin: null,
  });
  return id;
}

const read = (id: string, page: number | string, payload: object, headers = fixture.headers) =>
  fixture.app.inject({ method: 'POST', url: `/v1/cases/${id}/pages/${page}/read`, headers, payload });

test('a box over the text of the page has its words, and no worker is asked', async () => {
  const id = await documentCase();
  const answer = await read(id, 0, { box: [45, 5, 500, 25] });
  assert.equal(answer.statusCode, 200, answer.body);
  const found = regionReading.parse(answer.json());
  assert.deepEqual([found.text, found.source, found.words.length], ['9.00 EUR', 'text', 2]);
});

test('where the page has no text of its own a worker is asked for the part on the page, and its problems come back', async () => {
  const id = await documentCase();
  const found = { text: '9.00', source: 'ocr', words: [] };
  const asked: object[] = [];
  const { workflows, blobs } = fixture.deps;
  const { readRegion } = workflows;
  workflows.readRegion = async ({ reading: _, ...input }) => {
    asked.push(input);
    return await putJson(blobs, found);
  };
  assert.deepEqual((await read(id, 1, { box: [-5, 5, 80, 25] })).json(), found);
  assert.deepEqual((await read(id, 0, { box: [10, 100, 80, 125.5] })).json(), found);
  assert.deepEqual(asked, [
    { caseId: id, part: 1, page: 1, box: [0, 5, 80, 25] },
    { caseId: id, part: 1, page: 0, box: [10, 100, 80, 125.5] },
  ]);
  workflows.readRegion = readRegion;
  fixture.engine.failure = new DocketError('reading.timeout', 'late');
  const late = await read(id, 1, { box: [10, 5, 80, 25] });
  assert.deepEqual([late.statusCode, late.json().code], [422, 'reading.timeout']);
  fixture.engine.failure = undefined;
});

test('boxes that are none, and pages that are not there, are refused', async () => {
  const id = await documentCase();
  for (const box of [[], [1, 2, 3], [80, 5, 10, 25], [10, 5, 10, 25], ['a', 0, 1, 1], [300, 5, 400, 25]]) {
    const answer = await read(id, 0, { box });
    assert.equal(answer.statusCode, 400, JSON.stringify(box));
    assert.match(answer.json().detail, /box/);
  }
  const box = [10, 5, 80, 25];
  assert.equal((await read(id, 0, { box, mode: 'fast' })).statusCode, 400);
  assert.equal((await read(id, 2, { box })).statusCode, 404);
  assert.equal((await read(id, 'x', { box })).statusCode, 400);
  assert.equal((await read('unknown', 0, { box })).statusCode, 404);
  assert.equal((await read(await openCase(fixture.deps.db), 0, { box })).statusCode, 404);
  assert.equal((await read(id, 0, { box }, await fixture.headersFor(['read']))).statusCode, 403);
});
