import type { PGlite } from '@electric-sql/pglite';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as tables from './tables.ts';

/** Anything that runs queries: the database itself or a transaction on it. */
export type Connection = PgDatabase<PgQueryResultHKT, typeof tables>;
export type Database = Connection & { readonly $client: postgres.Sql | PGlite };

/** Short, so that a database that is away is answered with 503 and not with a wait. */
const CONNECT_TIMEOUT_SECONDS = 2;
const RECONNECT_SECONDS = 0.25;
/** No query of this service is long; a stuck one gives its connection back. */
const STATEMENT_TIMEOUT_MS = 30_000;

/** A pool that connects at its first query. */
export function connectPostgres(url: string, poolSize: number): Database {
  const client = postgres(url, {
    max: poolSize,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    backoff: () => RECONNECT_SECONDS,
    onnotice: () => {},
    connection: { application_name: 'docket', statement_timeout: STATEMENT_TIMEOUT_MS },
  });
  return drizzle(client, { schema: tables });
}
