import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { packageRoot } from '../schemas/package-root.ts';
import type { Database } from './connection.ts';

const MIGRATION_LOCK = 4_680_001;
const migrationsFolder = join(packageRoot, 'store', 'migrations');

/** Brings an open database to the current tables. On Postgres one connection holds the lock and does it all. */
export async function applyMigrations({ $client: opened }: Pick<Database, '$client'>): Promise<void> {
  if (opened instanceof PGlite) return migratePglite(drizzlePglite({ client: opened }), { migrationsFolder });
  const client = await opened.connect();
  const db = drizzlePostgres({ client });
  try {
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await migratePostgres(db, { migrationsFolder });
  } finally {
    // Ending the connection gives the lock back, whatever became of the migration.
    client.release(true);
  }
}
