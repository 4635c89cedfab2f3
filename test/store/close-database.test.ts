import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { databaseProblem } from '../../api/database-problem.ts';
import { connectPostgres } from '../../store/connection.ts';
import { closeDatabase, type Database } from '../../store/database.ts';
import { type Engines, startEngines } from '../engines/engines.ts';

const GRACE_MS = 2000;

let engines: Engines;
before(async () => {
  engines = await startEngines({ postgres: true });
});
after(() => engines.stop());

async function connected(): Promise<Database> {
  const db = connectPostgres(engines.databaseUrl, 1);
  await db.execute(sql`select 1`);
  return db;
}

it('queries that run and those that wait for a connection are answered before the connections end', async () => {
  const db = await connected();
  const query = async () => await db.execute(sql`select pg_sleep(0.05)`);
  const queries = [query(), query(), query(), query()];
  await setImmediate();
  await closeDatabase(db);
  assert.equal((await Promise.all(queries)).length, 4);
  await closeDatabase(db);
});

it('a query that takes longer fails, and nobody waits for it', async () => {
  const db = await connected();
  const stuck = db.transaction((tx) => tx.execute(sql`select pg_sleep(25)`)).catch((error: unknown) => error);
  await setImmediate();
  const since = performance.now();
  const [failed] = await Promise.all([stuck, closeDatabase(db)]);
  const took = performance.now() - since;
  assert.equal(databaseProblem(failed)?.code, 'unavailable.database', String(failed));
  assert.ok(took >= GRACE_MS - 100 && took < 20_000, `${took} ms`);
});
