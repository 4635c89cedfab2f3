import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DocketError } from '../../schemas/errors.ts';
import type { BlobRef } from '../../schemas/primitives.ts';
import { type DocumentRow, documentRow, leftOutRow, type TrainingRow, ticketRow } from '../../schemas/training-row.ts';
import { FolderBlobStore } from '../../store/blobs/folder.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import type { Database } from '../../store/database.ts';
import { type DecidedFilter, listDecided } from '../../store/decided-cases.ts';
import { trainingRow } from '../../store/training-rows.ts';
import { onEachDatabase } from './databases.ts';
import { approval, lookedAtDocument, rejection, reviewedDocument, reviewedTicket } from './decide.ts';
import { storedReading, wrongSeller } from './decided-document.ts';

const NOWHERE: BlobRef = { sha256: 'e'.repeat(64), bytes: 1, mediaType: 'application/json' };

onEachDatabase((database) => {
  let folder: string;
  let blobs: BlobStore;
  let reading: BlobRef;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docket-rows-'));
    blobs = new FolderBlobStore(folder);
    reading = await storedReading(blobs);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const rows = async (db: Database, filter: Partial<DecidedFilter> = {}): Promise<TrainingRow[]> => {
    const { items } = await listDecided(db, { limit: 500, ...filter });
    return Promise.all(items.map((decided) => trainingRow(blobs, decided)));
  };
  const rowOf = async (caseId: string) => (await rows(database())).find(({ id }) => id === caseId);
  const documentOf = async (caseId: string): Promise<DocumentRow> => documentRow.strict().parse(await rowOf(caseId));

  test('a reviewed document carries its words, all values a person stands for, and their places', async () => {
    const changes = [
      {
        path: 'sellerName',
        value: 'Nordlicht',
        place: { page: 0, box: [40, 0, 120, 12] as [number, number, number, number] },
      },
      { path: 'invoiceNumber', value: null },
    ];
    const caseId = await reviewedDocument(database(), reading, approval({ changes }));
    const row = await documentOf(caseId);
    assert.deepEqual([row.origin, row.verdict, row.reviewer, row.kind], ['review', 'corrected', 'ana', 'invoice']);
    assert.deepEqual(
      row.pages[0]?.words.map(({ text }) => text),
      ['Nordlcht', 'INV-7', '119.00'],
    );
    assert.deepEqual(row.truth, { sellerName: 'Nordlicht', totalGross: '119.00', taxes: [{ rate: '19' }] });
    assert.deepEqual(row.places, {
      sellerName: [{ page: 0, box: [40, 0, 120, 12] }],
      totalGross: [{ page: 0, box: [40, 40, 120, 52] }],
      'taxes.0.rate': [{ page: 0, box: [40, 40, 120, 52] }],
    });
    assert.deepEqual(row.absent, ['invoiceNumber']);
    assert.deepEqual(row.corrections, [
      wrongSeller,
      { path: 'invoiceNumber', before: 'INV-7', after: null, beforeSource: 'specialist' },
    ]);
    assert.equal(row.models[0]?.version, '1.0.0');
  });

  test('a document approved as found is confirmed, and a rejected one says nothing of its values', async () => {
    const confirmed = await documentOf(await reviewedDocument(database(), reading, approval()));
    assert.deepEqual([confirmed.verdict, confirmed.truth.sellerName], ['confirmed', 'Nordlcht']);
    const rejected = await documentOf(await reviewedDocument(database(), reading, rejection));
    assert.deepEqual([rejected.verdict, rejected.reason], ['rejected', 'not ours']);
    assert.deepEqual([rejected.truth, rejected.places, rejected.absent], [{}, {}, []]);
    assert.equal(rejected.pages.length, 1);
  });

  test('a second look stands for what had been accepted, with what it found wrong set right', async () => {
    const total = { path: 'totalGross', before: '119.00', after: '191.00', beforeSource: 'specialist' as const };
    const looked = await documentOf(await lookedAtDocument(database(), reading, [total]));
    assert.deepEqual([looked.origin, looked.verdict, looked.reviewer], ['second-look', 'corrected', 'bo']);
    assert.deepEqual(looked.truth, { invoiceNumber: 'INV-7', totalGross: '191.00' });
    assert.deepEqual(Object.keys(looked.places), ['invoiceNumber']);
    const right = await documentOf(await lookedAtDocument(database(), reading, []));
    assert.deepEqual([right.verdict, right.truth], ['confirmed', { invoiceNumber: 'INV-7', totalGross: '119.00' }]);
  });

  test('a ticket has the label that a person stands for, and none where nobody does', async () => {
    const db = database();
    const ticket = { text: 'Where is it?', desk: 'front-desk' };
    const row = async (caseId: Promise<string>) => ticketRow.strict().parse(await rowOf(await caseId));
    const corrected = await row(reviewedTicket(db, ticket, approval({ label: 'lost' })));
    assert.deepEqual([corrected.text, corrected.desk, corrected.label], ['Where is it?', 'front-desk', 'lost']);
    assert.deepEqual([corrected.verdict, corrected.corrections.length], ['corrected', 1]);
    const urgent = await row(reviewedTicket(db, ticket, approval({ urgency: 'high' })));
    assert.deepEqual([urgent.verdict, urgent.label, urgent.urgency], ['corrected', 'card_arrival', 'high']);
    const rejected = await row(reviewedTicket(db, ticket, rejection));
    assert.deepEqual([rejected.verdict, rejected.label, rejected.reason], ['rejected', '', 'not ours']);
  });

  test('what teaches nothing says why, and a blob store that is away ends the export', async () => {
    const exact = leftOutRow.strict().parse(await rowOf(await reviewedDocument(database(), null, approval())));
    assert.deepEqual([exact.error.code, exact.verdict], ['training.no-words', 'confirmed']);
    const lost = leftOutRow.strict().parse(await rowOf(await reviewedDocument(database(), NOWHERE, approval())));
    assert.match(lost.error.message, new RegExp(NOWHERE.sha256));
    const [decided] = (await listDecided(database(), { limit: 500, kind: 'documents' })).items;
    assert.ok(decided);
    const away: BlobStore = {
      put: blobs.put,
      has: blobs.has,
      get: () => Promise.reject(new DocketError('unavailable.blobs', 'away')),
    };
    await assert.rejects(trainingRow(away, decided), { code: 'unavailable.blobs' });
  });

  test('pages hold every decision once, oldest first, whatever their origin', async () => {
    const db = database();
    const all = (await rows(db)).map(({ id }) => id);
    assert.ok(all.length >= 10);
    const paged: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await listDecided(db, { limit: 3, cursor });
      paged.push(...page.items.map(({ caseId }) => caseId));
      more = page.next !== null;
      cursor = page.next ?? undefined;
    }
    assert.deepEqual(paged, all);
    const { items } = await listDecided(db, { limit: 500 });
    const middle = items[5];
    assert.ok(middle);
    const late = await listDecided(db, { limit: 500, since: new Date(middle.at) });
    assert.deepEqual(
      late.items.map(({ caseId }) => caseId),
      items.filter(({ at }) => at >= middle.at).map(({ caseId }) => caseId),
    );
    await assert.rejects(listDecided(db, { limit: 1, cursor: 'x' }), { code: 'request.invalid' });
  });

  test('a desk has its tickets alone, and documents are a desk', async () => {
    const db = database();
    const kinds = async (filter: Partial<DecidedFilter>) => [
      ...new Set((await rows(db, filter)).map((row) => row.case)),
    ];
    assert.deepEqual(await kinds({ desk: 'front-desk' }), ['ticket']);
    assert.deepEqual(await kinds({ kind: 'tickets' }), ['ticket']);
    assert.deepEqual(await kinds({ desk: 'documents' }), ['document']);
    assert.deepEqual(await kinds({ desk: 'documents', kind: 'tickets' }), []);
    assert.deepEqual(await rows(db, { desk: 'elsewhere' }), []);
  });
});
