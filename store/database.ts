import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { applyMigrations } from './apply-migrations.ts';
import { connectPostgres, type Database } from './connection.ts';

export type { Connection, Database } from './connection.ts';

const POOL_SIZE = 10;
const CLOSE_GRACE_MS = 2000;

/**
 * Opens `postgres://…`, `pglite:memory` or `pglite:<folder>`. Postgres connects at the first query and is migrated by
 * `migrate`; a PGlite belongs to this process alone and is migrated here.
 */
export async function openDatabase(url: string): Promise<Database> {
  if (!url.startsWith('pglite:')) return connectPostgres(url, POOL_SIZE);
  const folder = url.slice('pglite:'.length);
  if (folder !== 'memory') mkdirSync(dirname(folder), { recursive: true });
  const client = await PGlite.create(folder === 'memory' ? 'memory://' : folder);
  const db = drizzle({ client });
  await applyMigrations(db);
  return db;
}

/** Ends the connections; queries that run or wait are given two seconds. */
export async function closeDatabase(db: Database): Promise<void> {
  if (db.$client instanceof PGlite) await db.$client.close();
  else await db.$client.close(CLOSE_GRACE_MS);
}
