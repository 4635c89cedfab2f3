import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { AuditAction } from '../schemas/audit.ts';
import { type CaseSummary, closedStates, type Outcome } from '../schemas/case.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Stake } from '../schemas/review-queue.ts';
import { type AuditEvent, appendAuditEntries } from './audit.ts';
import { canonicalSha256 } from './canonical-json.ts';
import { type CaseRow, toSummary } from './case-rows.ts';
import type { Connection } from './connection.ts';
import { storableJson } from './json-value.ts';
import { outcomesRecorded, type RecordedOutcome } from './outcome-channel.ts';
import { cases, outcomes } from './tables.ts';
import { queueEvents } from './webhook-events.ts';

/** `urgentAt` orders the queue, earliest first. */
export interface Queued {
  dueAt: Date | null;
  urgentAt: Date;
  stake: Stake;
}

export interface NewOutcome {
  caseId: string;
  state: 'review' | 'accepted' | 'rejected';
  outcome: Outcome;
  actor: string;
  /** Of a case that goes to a person: its place in the queue. Without it the case is urgent from now on. */
  queued?: Queued;
  /** Makes recording idempotent: the same key of a case is recorded once. */
  key: string;
  /** SHA-256 of the canonical JSON of the person's decision that led to it. */
  decisionSha256?: string;
  /** How long a person had the case open, where the page measured it. */
  tookMs?: number | undefined;
  /** What the chain calls it; by default `case.decided` the first time and `case.reviewed` after. */
  action?: Extract<AuditAction, 'case.decided' | 'case.reviewed' | 'case.closed'>;
}

/** Records what a case ended with: result row, state, webhook events and audit entry in one transaction. */
export async function recordOutcome(db: Connection, outcome: NewOutcome): Promise<void> {
  await recordOutcomes(db, [outcome]);
}

/**
 * Records the outcomes of many different cases in one transaction.
 * @throws DocketError `request.not-found` for an unknown case, `request.conflict` for one that is closed
 */
export async function recordOutcomes(db: Connection, all: readonly NewOutcome[]): Promise<void> {
  const recorded = await db.transaction(async (tx): Promise<RecordedOutcome[]> => {
    const ids = all.map(({ caseId }) => caseId);
    const locked = await tx.select().from(cases).where(inArray(cases.id, ids)).orderBy(cases.id).for('update');
    const caseById = new Map(locked.map((row) => [row.id, row]));
    const earlier = await tx
      .select({ caseId: outcomes.caseId, revision: outcomes.revision, key: outcomes.key })
      .from(outcomes)
      .where(inArray(outcomes.caseId, ids));
    const fresh = all.filter((one) => !earlier.some(({ caseId, key }) => caseId === one.caseId && key === one.key));
    if (fresh.length === 0) return [];
    const rows = fresh.map((one) => {
      requireOpen(one, caseById.get(one.caseId));
      const revision = 1 + earlier.filter(({ caseId }) => caseId === one.caseId).length;
      return { ...one, outcome: storableJson(one.outcome), revision };
    });
    await tx.insert(outcomes).values(rows.map(({ action: _, queued: __, decisionSha256: ___, ...row }) => row));
    await queueEvents(tx, await changeCases(tx, rows));
    await appendAuditEntries(tx, rows.map(decided));
    return rows.map(({ caseId, revision, state, outcome }) => {
      const { kind, desk } = requireRow(caseById.get(caseId), caseId);
      return { kind, desk, revision, state, outcome };
    });
  });
  for (const one of recorded) outcomesRecorded.publish(one);
}

function requireRow(row: CaseRow | undefined, caseId: string): CaseRow {
  if (row === undefined) throw new DocketError('request.not-found', `There is no case ${caseId}`);
  return row;
}

function requireOpen({ caseId, state }: NewOutcome, found: CaseRow | undefined): void {
  const row = requireRow(found, caseId);
  if (closedStates.includes(row.state)) {
    throw new DocketError('request.conflict', `Case ${caseId} is already ${row.state}; it cannot become ${state}`);
  }
}

const unlocked = { lockHolder: null, lockReviewer: null, lockedAt: null, lockedUntil: null };

/** Cases that change alike change in one statement: those of a slice of tickets, mostly. */
async function changeCases(
  tx: Connection,
  rows: readonly NewOutcome[],
): Promise<{ summary: CaseSummary; outcome: Outcome }[]> {
  const outcomeOf = new Map(rows.map(({ caseId, outcome }) => [caseId, outcome]));
  const alike = Map.groupBy(rows, (row) => JSON.stringify(likenessOf(row)));
  const changed: CaseRow[] = [];
  for (const group of alike.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const ids = group.map(({ caseId }) => caseId);
    changed.push(...(await tx.update(cases).set(changeOf(first)).where(inArray(cases.id, ids)).returning()));
  }
  return changed.flatMap((row) => {
    const outcome = outcomeOf.get(row.id);
    return outcome === undefined ? [] : [{ summary: toSummary(row), outcome }];
  });
}

/** All that `changeOf` depends on. */
function likenessOf({ state, outcome, queued }: NewOutcome) {
  const reasons = outcome.kind === 'refused' ? outcome.reasons : outcome.result.reasons;
  return { state, reasons, reading: outcome.kind === 'document' ? outcome.reading : null, queued: queued ?? null };
}

function changeOf({ state, outcome, queued }: NewOutcome) {
  const closed = closedStates.includes(state);
  const reasons = outcome.kind === 'refused' ? outcome.reasons : outcome.result.reasons;
  const reading = outcome.kind === 'document' && outcome.reading !== null ? { reading: outcome.reading } : {};
  const place = state === 'review' ? { urgentAt: sql`now()`, ...queued } : { dueAt: null, urgentAt: null };
  return {
    state,
    reasons,
    ...reading,
    ...place,
    ...unlocked,
    updatedAt: sql`now()`,
    closedAt: closed ? sql`now()` : null,
  };
}

function decided({
  caseId,
  state,
  outcome,
  actor,
  key,
  revision,
  action,
  decisionSha256,
}: NewOutcome & { revision: number }): AuditEvent {
  const decision = outcome.kind === 'refused' ? null : outcome.decision;
  const reasons = (outcome.kind === 'refused' ? outcome.reasons : outcome.result.reasons).map(({ code }) => code);
  const body = { state, key, revision, outcomeSha256: canonicalSha256(outcome), reasons, decision, decisionSha256 };
  return { actor, action: action ?? (revision === 1 ? 'case.decided' : 'case.reviewed'), caseId, body };
}

/** The newest outcome of a case. */
export async function getOutcome(db: Connection, caseId: string): Promise<Outcome | null> {
  const [row] = await db
    .select({ outcome: outcomes.outcome })
    .from(outcomes)
    .where(and(eq(outcomes.caseId, caseId)))
    .orderBy(desc(outcomes.revision))
    .limit(1);
  return row?.outcome ?? null;
}
