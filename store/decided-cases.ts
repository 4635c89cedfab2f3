import { and, asc, desc, eq, gte, inArray, isNotNull, like, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Arrival, Outcome } from '../schemas/case.ts';
import { DOCUMENTS } from '../schemas/policy.ts';
import type { Connection } from './connection.ts';
import { listCorrections, type StoredCorrection } from './corrections.ts';
import { cursorAt, readCursor } from './instant-cursor.ts';
import { decisionOf, reviewKey } from './reviews.ts';
import { SECOND_LOOK } from './second-looks.ts';
import { cases, outcomes, secondLooks } from './tables.ts';

/** A case that a person decided on: in review, or in a second look at what had passed. */
export interface DecidedCase {
  caseId: string;
  at: string;
  origin: 'review' | 'second-look';
  reviewer: string;
  arrival: Arrival;
  /** The newest one: after a review as the person left it, after a second look as it had passed. */
  outcome: Outcome;
  corrections: StoredCorrection[];
}

export interface DecidedFilter {
  kind?: 'documents' | 'tickets' | undefined;
  /** Of a ticket, or `documents`. */
  desk?: string | undefined;
  /** Decided then or later. */
  since?: Date | undefined;
  /** `next` of the page before. */
  cursor?: string | undefined;
  limit: number;
}

interface Decision {
  caseId: string;
  /** Under which its corrections are kept. */
  decisionId: string;
  at: Date;
  origin: DecidedCase['origin'];
  reviewer: string | null;
  arrival: Arrival;
}

/** One page of what people decided, oldest first. */
export async function listDecided(
  db: Connection,
  filter: DecidedFilter,
): Promise<{ items: DecidedCase[]; next: string | null }> {
  const most = filter.limit + 1;
  const decisions = [...(await reviews(db, filter, most)), ...(await looks(db, filter, most))].sort(inOrder);
  const shown = decisions.slice(0, filter.limit);
  const last = shown.at(-1);
  const next = decisions.length > filter.limit && last ? cursorAt(last.at.toISOString(), last.caseId) : null;
  return { items: await withOutcomes(db, shown), next };
}

const inOrder = (a: Decision, b: Decision) =>
  a.at.getTime() - b.at.getTime() || (a.caseId < b.caseId ? -1 : Number(a.caseId > b.caseId));

function matches({ kind, desk, since, cursor }: DecidedFilter, at: PgColumn): SQL | undefined {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  return and(
    kind && eq(cases.kind, kind === 'documents' ? 'document' : 'ticket'),
    desk === undefined ? undefined : desk === DOCUMENTS ? eq(cases.kind, 'document') : eq(cases.desk, desk),
    since && gte(at, since),
    after && sql`(${at}, ${cases.id} collate "C") > (${after.at}::timestamptz, ${after.id} collate "C")`,
  );
}

async function reviews(db: Connection, filter: DecidedFilter, limit: number): Promise<Decision[]> {
  const { createdAt: at, actor: reviewer } = outcomes;
  const rows = await db
    .select({ caseId: cases.id, at, reviewer, arrival: cases.arrival, key: outcomes.key })
    .from(outcomes)
    .innerJoin(cases, eq(cases.id, outcomes.caseId))
    .where(and(like(outcomes.key, reviewKey('%')), matches(filter, at)))
    .orderBy(asc(at), sql`${cases.id} collate "C"`)
    .limit(limit);
  return rows.map(({ key, ...row }) => ({ ...row, decisionId: decisionOf(key), origin: 'review' }));
}

async function looks(db: Connection, filter: DecidedFilter, limit: number): Promise<Decision[]> {
  const { decidedAt: at, reviewer } = secondLooks;
  const rows = await db
    .select({ caseId: cases.id, at, reviewer, arrival: cases.arrival })
    .from(secondLooks)
    .innerJoin(cases, eq(cases.id, secondLooks.caseId))
    .where(and(isNotNull(at), matches(filter, at)))
    .orderBy(asc(at), sql`${cases.id} collate "C"`)
    .limit(limit);
  return rows.flatMap(({ at, ...row }) =>
    at === null ? [] : [{ ...row, at, decisionId: SECOND_LOOK, origin: 'second-look' }],
  );
}

async function withOutcomes(db: Connection, decisions: readonly Decision[]): Promise<DecidedCase[]> {
  const caseIds = decisions.map(({ caseId }) => caseId);
  if (caseIds.length === 0) return [];
  const rows = await db
    .selectDistinctOn([outcomes.caseId], { caseId: outcomes.caseId, outcome: outcomes.outcome })
    .from(outcomes)
    .where(inArray(outcomes.caseId, caseIds))
    .orderBy(outcomes.caseId, desc(outcomes.revision));
  const outcomeOf = new Map(rows.map(({ caseId, outcome }) => [caseId, outcome]));
  const corrections = await listCorrections(db, { caseId: caseIds });
  return decisions.flatMap(({ caseId, decisionId, at, reviewer, ...decision }) => {
    const outcome = outcomeOf.get(caseId);
    if (outcome === undefined || reviewer === null) return [];
    const decided = { ...decision, caseId, at: at.toISOString(), reviewer, outcome };
    const made = corrections.filter((one) => one.caseId === caseId && one.decisionId === decisionId);
    return [{ ...decided, corrections: made }];
  });
}
