import { DrizzleQueryError } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT, PgTransactionConfig } from 'drizzle-orm/pg-core';
import type { Pool } from 'pg';

/**
 * Runs `work` in a transaction on a connection of the pool. Drizzle's own keeps a connection for good whose `begin` fails
 * (drizzle-team/drizzle-orm#6241) and tells of a failed `rollback` instead of what came before it (#6114).
 * @throws what `work` threw; else DrizzleQueryError of the connection, of `begin`, or of `commit` or the rollback after it
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (tx: PgDatabase<PgQueryResultHKT>) => Promise<T>,
  config?: PgTransactionConfig,
): Promise<T> {
  const client = await pool.connect().catch((error: Error) => {
    throw new DrizzleQueryError('begin', [], error);
  });
  let thrown: { error: unknown } | null = null;
  let isClean = false;
  try {
    const result = await drizzle({ client }).transaction(
      (tx) =>
        work(tx).catch((error: unknown) => {
          thrown = { error };
          throw error;
        }),
      config,
    );
    isClean = true;
    return result;
  } catch (error) {
    const { error: first } = thrown ?? { error };
    // Another error than that of `work` means that there was no rollback: nobody may go on with this connection.
    isClean = thrown !== null && first === error;
    throw first;
  } finally {
    client.release(!isClean);
  }
}
