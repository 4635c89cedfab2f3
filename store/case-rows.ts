import { type Arrival, type CaseSummary, closedStates } from '../schemas/case.ts';
import type { ReviewLock } from '../schemas/review-queue.ts';
import { storableText } from './json-value.ts';
import type { cases } from './tables.ts';

export type CaseRow = typeof cases.$inferSelect;

const TITLE_LENGTH = 120;

/** The lock on a case at an instant (milliseconds); null where nobody holds it any more. */
export function lockAt({ lockReviewer, lockedAt, lockedUntil }: CaseRow, now: number): ReviewLock | null {
  if (lockReviewer === null || lockedAt === null || lockedUntil === null || lockedUntil.getTime() <= now) return null;
  return { reviewer: lockReviewer, since: lockedAt.toISOString(), until: lockedUntil.toISOString() };
}

export function toSummary(row: CaseRow): CaseSummary {
  const stake = row.state === 'review' ? row.stake : null;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    title: row.title,
    desk: row.desk,
    part: row.part,
    parentId: row.parentId,
    origin: row.origin,
    reasons: row.reasons,
    escalation: row.escalation,
    waiting: stake && { dueAt: row.dueAt?.toISOString() ?? null, stake },
    assignment: closedStates.includes(row.state) ? null : row.assignment,
    lock: lockAt(row, Date.now()),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

/** File name, or the beginning of the ticket on one line. */
export function titleOf(arrival: Arrival): string {
  const full = arrival.kind === 'document' ? arrival.fileName : (arrival.ticket.subject ?? arrival.ticket.text);
  const line = storableText(full).replaceAll(/\s+/g, ' ').trim();
  return line.length <= TITLE_LENGTH ? line : `${line.slice(0, TITLE_LENGTH - 1).toWellFormed()}…`;
}
