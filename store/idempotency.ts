import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { DocketError } from '../schemas/errors.ts';
import type { Connection } from './connection.ts';
import { cases, idempotencyKeys } from './tables.ts';

/** A key of one caller. `requestHash` tells one request from another. */
export interface IdempotencyKey {
  owner: string;
  key: string;
  requestHash: string;
}
export interface KeptAnswer {
  status: number;
  answer: unknown;
}

const byKey = ({ owner, key }: IdempotencyKey) => and(eq(idempotencyKeys.owner, owner), eq(idempotencyKeys.key, key));

/**
 * Takes the key for this transaction, waiting for another that holds it. Null: the key is ours and `keepAnswer` must
 * follow; else the answer given under it before.
 * @throws DocketError when it was used for another request, or when its first request is still being started
 */
export async function takeKey(
  tx: Connection,
  key: IdempotencyKey,
  caseIds: readonly string[],
): Promise<KeptAnswer | null> {
  const taken = await tx
    .insert(idempotencyKeys)
    .values({ ...key, caseIds: [...caseIds], status: 0, answer: {} })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  if (taken.length > 0) return null;
  const [row] = await tx.select().from(idempotencyKeys).where(byKey(key));
  if (row === undefined) {
    throw new DocketError('request.conflict', `The first request with Idempotency-Key "${key.key}" was just undone`);
  }
  if (row.requestHash !== key.requestHash) {
    throw new DocketError('request.idempotency-mismatch', `Idempotency-Key "${key.key}" was used for another request`);
  }
  const pending = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(inArray(cases.id, row.caseIds), isNull(cases.startedAt)))
    .limit(1);
  if (pending.length > 0) {
    throw new DocketError('request.conflict', `The first request with Idempotency-Key "${key.key}" is still under way`);
  }
  return { status: row.status, answer: row.answer };
}

export async function keepAnswer(tx: Connection, key: IdempotencyKey, kept: KeptAnswer): Promise<void> {
  await tx.update(idempotencyKeys).set(kept).where(byKey(key));
}

export async function dropKey(tx: Connection, key: IdempotencyKey): Promise<void> {
  await tx.delete(idempotencyKeys).where(byKey(key));
}

const KEPT_HOURS = 48;

/** Drops keys older than two days. */
export async function dropOldKeys(db: Connection): Promise<void> {
  await db
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, sql`now() - make_interval(hours => ${KEPT_HOURS})`));
}
