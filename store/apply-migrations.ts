import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import { packageRoot } from '../schemas/package-root.ts';
import type { Database } from './connection.ts';

const MIGRATION_LOCK = 4_680_001;
const migrationsFolder = join(packageRoot, 'store', 'migrations');

/** Brings an open database to the current tables. On Postgres it must have one connection, which holds the lock. */
export async function applyMigrations(db: Database): Promise<void> {
  const client = db.$client;
  if (client instanceof PGlite) return migratePglite(drizzlePglite(client), { migrationsFolder });
  await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
  try {
    await migratePostgres(drizzlePostgres(client), { migrationsFolder });
  } finally {
    await db.execute(sql`select pg_advisory_unlock(${MIGRATION_LOCK})`);
  }
}
