import { and, asc, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Arrival } from '../schemas/case.ts';
import { DocketError } from '../schemas/errors.ts';
import { type AuditEvent, appendAuditEntries } from './audit.ts';
import { canonicalSha256 } from './canonical-json.ts';
import type { CaseRow } from './case-rows.ts';
import type { Connection } from './connection.ts';
import { dropKey, type IdempotencyKey } from './idempotency.ts';
import type { NewBatch } from './receive-cases.ts';
import { recordRun } from './runs.ts';
import { batches, cases } from './tables.ts';
import { transactional } from './transactional.ts';

/** A workflow has the case: from here on it is accepted. Adds `case.received` to the chain, once. */
export async function markStarted(db: Connection, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length > 0) await startWhere(db, inArray(cases.id, [...caseIds]));
}

/** The same for all cases of a batch. */
export async function markBatchStarted(db: Connection, batchId: string): Promise<void> {
  await transactional(db, async (tx) => {
    await tx.update(batches).set({ startedAt: sql`now()` }).where(eq(batches.id, batchId));
    await startWhere(tx, eq(cases.batchId, batchId));
  });
}

/**
 * A workflow run works on the case: received → processing, and the run is noted for the export of its history.
 * @throws DocketError `request.not-found` when the case was withdrawn because its start had failed: end the workflow
 */
export async function markProcessing(
  db: Connection,
  caseId: string,
  run: { workflowId: string; runId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const found = await processWhere(tx, eq(cases.id, caseId), { ...run, caseId });
    if (found === 0) throw new DocketError('request.not-found', `There is no case ${caseId}`);
  });
}

/** The same for a batch and its cases. @throws DocketError `request.not-found` when the batch was withdrawn */
export async function markBatchProcessing(
  db: Connection,
  batchId: string,
  run: { workflowId: string; runId: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(batches).set({ startedAt: sql`now()` }).where(eq(batches.id, batchId));
    const found = await processWhere(tx, eq(cases.batchId, batchId), { ...run, batchId });
    if (found === 0) throw new DocketError('request.not-found', `There is no batch ${batchId}`);
  });
}

/** @returns how many cases there are, those included that were at work already. */
async function processWhere(
  tx: Connection,
  which: SQL,
  run: { workflowId: string; runId: string; caseId?: string; batchId?: string },
): Promise<number> {
  const found = await tx.select().from(cases).where(which).orderBy(asc(cases.id)).for('update');
  if (found.length === 0) return 0;
  await recordRun(tx, run);
  const waiting = found.filter(({ state }) => state === 'received');
  const ids = waiting.map(({ id }) => id);
  if (ids.length > 0)
    await tx
      .update(cases)
      .set({ state: 'processing', updatedAt: sql`now()`, startedAt: sql`coalesce(${cases.startedAt}, now())` })
      .where(inArray(cases.id, ids));
  await appendAuditEntries(tx, waiting.filter(({ startedAt }) => startedAt === null).map(received));
  if (found.some(({ state, startedAt }) => state !== 'received' && startedAt === null)) await startWhere(tx, which);
  return found.length;
}

async function startWhere(db: Connection, which: SQL): Promise<void> {
  await transactional(db, async (tx) => {
    const started = await tx
      .update(cases)
      .set({ startedAt: sql`now()` })
      .where(and(which, isNull(cases.startedAt)))
      .returning();
    await appendAuditEntries(tx, started.map(received));
  });
}

function received(row: CaseRow): AuditEvent {
  const { arrival } = row;
  const file = arrival.kind === 'document' ? { blobSha256: arrival.blob.sha256, part: arrival.part } : {};
  const body = { kind: row.kind, arrivalSha256: canonicalSha256(arrival), ...file };
  return { actor: row.actor, action: 'case.received', caseId: row.id, body };
}

/** Cases and batches that were stored but that no workflow took: the process died in between. */
export async function arrivalsToStart(
  db: Connection,
  olderThanMs: number,
  limit: number,
): Promise<{ cases: { id: string; arrival: Arrival }[]; batches: NewBatch[] }> {
  const old = sql`now() - make_interval(secs => ${olderThanMs / 1000})`;
  const waitingCases = await db
    .select({ id: cases.id, arrival: cases.arrival })
    .from(cases)
    .where(and(isNull(cases.startedAt), isNull(cases.batchId), lt(cases.createdAt, old)))
    .orderBy(asc(cases.createdAt))
    .limit(limit);
  const waitingBatches = await db
    .select({ id: batches.id, desk: batches.desk, cases: batches.cases, count: batches.count })
    .from(batches)
    .where(and(isNull(batches.startedAt), lt(batches.createdAt, old)))
    .orderBy(asc(batches.createdAt))
    .limit(limit);
  return { cases: waitingCases, batches: waitingBatches };
}

/**
 * Takes back the cases and batches of one request that could not be started, and its key, so that the sender can send it
 * again. Where a workflow has one of them after all (its start was done and the answer lost), the request counts as
 * accepted and stays as a whole: the rest is started later. @returns whether it was taken back
 */
export async function removeUnstarted(
  db: Connection,
  {
    caseIds,
    batchIds,
    idempotency,
  }: { caseIds: readonly string[]; batchIds: readonly string[]; idempotency: IdempotencyKey | null },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const ofRequest = or(inArray(cases.id, [...caseIds]), inArray(cases.batchId, [...batchIds]));
    const { id, startedAt } = cases;
    const rows = await tx.select({ startedAt }).from(cases).where(ofRequest).orderBy(asc(id)).for('update');
    if (rows.some((row) => row.startedAt !== null)) return false;
    await tx.delete(cases).where(ofRequest);
    await tx.delete(batches).where(inArray(batches.id, [...batchIds]));
    if (idempotency !== null) await dropKey(tx, idempotency);
    return true;
  });
}
