import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseConfig } from '../../schemas/config.ts';
import { documentRow, type TicketRow, ticketRow } from '../../schemas/training-row.ts';
import { openBlobStore } from '../../store/blobs/open.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { csvOf, madeTickets } from '../models/desk-training/tickets.ts';
import { approval, rejection, reviewedDocument, reviewedTicket } from '../store/decide.ts';
import { storedReading } from '../store/decided-document.ts';
import { rowsOf, runDocket } from './run-docket.ts';

const DESK = 'front-desk';

describe('docket corrections export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-corrections-'));
  const environment = { DOCKET_DATA_DIR: join(folder, 'data'), DATABASE_URL: `pglite:${join(folder, 'db')}` };
  const decided = madeTickets(12);
  before(async () => {
    const db = await openDatabase(environment.DATABASE_URL);
    const reading = await storedReading(openBlobStore(parseConfig(environment)));
    for (const { text, label } of decided) await reviewedTicket(db, { text, desk: DESK }, approval({ label }));
    await reviewedTicket(db, { text: 'buy our pills', desk: DESK }, rejection);
    await reviewedTicket(db, { text: 'another desk', desk: 'elsewhere' }, approval({ label: 'lost' }));
    await reviewedDocument(db, reading, approval());
    await reviewedDocument(db, null, approval());
    await closeDatabase(db);
  });
  after(() => rmSync(folder, { recursive: true }));

  const file = join(folder, 'export.jsonl');
  const run = (...words: string[]) => runDocket(['corrections', 'export', '--output', file, ...words], environment);
  const train = (...words: string[]) =>
    runDocket(['train', 'tickets', '--quick', '--name', DESK, '--json', ...words], environment);

  it('writes the tickets of a desk, from which the desk is trained as they are', async () => {
    const exported = await run('--desk', DESK);
    assert.equal(exported.code, 0, exported.stderr);
    assert.match(
      exported.stdout,
      /^49 row\(s\) in .*: 48 ticket\(s\) corrected in review, 1 ticket\(s\) rejected in review\n$/,
    );
    const rows = rowsOf<TicketRow>(readFileSync(file, 'utf8')).map((row) => ticketRow.strict().parse(row));
    assert.deepEqual(
      rows.slice(0, 48).map(({ text, label }) => ({ text, label })),
      decided,
    );
    const trained = await train('--data', file);
    assert.equal(trained.code, 0, trained.stderr);
    assert.match(trained.stderr, /1 row\(s\) without a text or a label were left out: line 49/);
    const { report } = JSON.parse(trained.stdout);
    assert.equal(report.rows.learned, 48);
  });

  it('says what was left out and why, and the rows of documents carry their words', async () => {
    const exported = await run('--kind', 'documents');
    assert.match(
      exported.stdout,
      /^1 row\(s\) in .*: 1 document\(s\) confirmed in review\n1 decided case\(s\) left out:\n/,
    );
    assert.match(exported.stdout, /has no words: invoice\.pdf was not read from a page \[training\.no-words\]\n$/);
    const [row] = rowsOf(readFileSync(file, 'utf8')).map((one) => documentRow.strict().parse(one));
    assert.equal(row?.pages[0]?.words.length, 3);
  });

  it('lets corrections win over older rows of the same text when the desk is trained anew', async () => {
    const older = decided.map(({ text }, index) => ({
      text: index % 2 === 0 ? text.toUpperCase() : text,
      label: 'wrong',
    }));
    const data = join(folder, 'older.csv');
    writeFileSync(data, csvOf([...older, ...madeTickets(4, undefined, 7)]));
    const trained = await train('--data', data, '--corrections');
    assert.equal(trained.code, 0, trained.stderr);
    const { card, report } = JSON.parse(trained.stdout);
    assert.deepEqual(card.labels, ['card', 'loan', 'password', 'refund']);
    assert.equal(report.rows.learned, 64);
  });

  it('refuses what it cannot make sense of', async () => {
    const [since, kind, missing, place] = await Promise.all([
      run('--since', 'yesterday'),
      run('--kind', 'letters'),
      runDocket(['corrections', 'export'], environment),
      runDocket(['corrections', 'export', '--desk', DESK, '--output', join(folder, 'no', 'such', 'folder')], {
        ...environment,
        DATABASE_URL: 'pglite:memory',
      }),
    ]);
    assert.match(since.stderr, /give a day or an instant/);
    assert.match(kind.stderr, /documents, tickets/);
    assert.match(missing.stderr, /--output/);
    assert.match(place.stderr, /cannot be written \(ENOENT\).*\[file\.unreadable\]/);
    for (const { code } of [since, kind, missing, place]) assert.equal(code, 1);
  });
});
