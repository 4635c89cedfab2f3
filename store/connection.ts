import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT, PgTransactionConfig } from 'drizzle-orm/pg-core';
import { inTransaction } from './in-transaction.ts';
import { PostgresPool } from './postgres-pool.ts';

/** Anything that runs queries: the database itself or a transaction on it. */
export type Connection = PgDatabase<PgQueryResultHKT>;
export type Database = Connection & { readonly $client: PostgresPool | PGlite };

/** A pool that connects at its first query. */
export function connectPostgres(url: string, poolSize: number): Database {
  const pool = new PostgresPool(url, poolSize);
  return Object.assign(drizzle({ client: pool }), {
    transaction: <T>(work: (tx: Connection) => Promise<T>, config?: PgTransactionConfig) =>
      inTransaction(pool, work, config),
  });
}
