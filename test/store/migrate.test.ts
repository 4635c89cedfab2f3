import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { verifyChain } from '../../store/audit.ts';
import { watchCases } from '../../store/case-changes.ts';
import { createCase, getCase } from '../../store/cases.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { ticketArrival } from './example-cases.ts';

let engines: Engines;
before(async () => {
  engines = await startEngines({ postgres: true });
});
after(() => engines.stop());

test('processes that migrate an empty database at once leave it whole', async () => {
  await Promise.all([1, 2, 3, 4].map(() => migrate(engines.databaseUrl)));
  await migrate(engines.databaseUrl);
  const db = await openDatabase(engines.databaseUrl);
  try {
    assert.deepEqual((await verifyChain(db)).ok, true);
  } finally {
    await closeDatabase(db);
  }
});

test('a change in one process is announced in another', async () => {
  await migrate(engines.databaseUrl);
  const [reader, writer] = [await openDatabase(engines.databaseUrl), await openDatabase(engines.databaseUrl)];
  try {
    const announced = new Promise<string>((resolve) => {
      void watchCases(reader, resolve).then(async () => {
        await createCase(writer, { id: 'announced', arrival: ticketArrival(), actor: 'a' });
      });
    });
    assert.equal(await announced, 'announced');
  } finally {
    await closeDatabase(reader);
    await closeDatabase(writer);
  }
});

test('a PGlite folder keeps its cases', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docket-pglite-'));
  try {
    const url = `pglite:${join(folder, 'data', 'db')}`;
    const db = await openDatabase(url);
    const { summary } = await createCase(db, { arrival: ticketArrival(), actor: 'a' });
    await closeDatabase(db);
    const again = await openDatabase(url);
    assert.equal((await getCase(again, summary.id))?.id, summary.id);
    await closeDatabase(again);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
