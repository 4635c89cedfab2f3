import { applyMigrations } from './apply-migrations.ts';
import { connectPostgres } from './connection.ts';
import { closeDatabase, openDatabase } from './database.ts';

/** Brings the database at `url` to the current tables. Safe to run from several processes at once. */
export async function migrate(url: string): Promise<void> {
  if (url.startsWith('pglite:')) return closeDatabase(await openDatabase(url));
  const db = connectPostgres(url, 1);
  try {
    await applyMigrations(db);
  } finally {
    await closeDatabase(db);
  }
}
