import { PgTransaction } from 'drizzle-orm/pg-core';
import type { Connection } from './connection.ts';

/** Runs `work` in the transaction at hand, or in one of its own; unlike a nested one this costs no savepoint. */
export function transactional<T>(db: Connection, work: (tx: Connection) => Promise<T>): Promise<T> {
  const isInside: boolean = db instanceof PgTransaction;
  return isInside ? work(db) : db.transaction(work);
}
