import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Arrival, CaseDetail, CaseKind, CaseState, CaseSummary, RelatedCase } from '../schemas/case.ts';
import { DocketError } from '../schemas/errors.ts';
import type { CaseOrder } from '../schemas/review-queue.ts';
import { type CaseRow, titleOf, toSummary } from './case-rows.ts';
import type { Connection } from './connection.ts';
import { newId } from './id.ts';

import { storableJson } from './json-value.ts';
import { getOutcome } from './outcomes.ts';
import { casePages, cases } from './tables.ts';

/** Postgres takes 65,535 parameters a statement. */
const ROWS_A_STATEMENT = 1000;

export interface NewCase {
  id?: string;
  arrival: Arrival;
  /** Who sent it: `key:<id>`, `session:<id>`, `workflow`. */
  actor: string;
  batchId?: string;
}

/** Stores a case in state `received`. With an id that exists it changes nothing and returns that case. */
export async function createCase(
  db: Connection,
  newCase: NewCase,
): Promise<{ summary: CaseSummary; created: boolean }> {
  const [summary] = await insertCases(db, [newCase]);
  if (summary !== undefined) return { summary, created: true };
  return { summary: toSummary(await requireCase(db, newCase.id ?? '')), created: false };
}

/** Stores many cases; those whose id exists are left out of the answer. */
export async function insertCases(tx: Connection, newCases: readonly NewCase[]): Promise<CaseSummary[]> {
  if (newCases.length === 0) return [];
  const rows = newCases.map(({ id, arrival, actor, batchId }) => ({
    id: id ?? newId(),
    kind: arrival.kind,
    state: 'received' as const,
    title: titleOf(arrival),
    desk: arrival.kind === 'ticket' ? arrival.ticket.desk : null,
    part: arrival.kind === 'document' ? arrival.part : 1,
    parentId: arrival.kind === 'document' ? arrival.parentId : null,
    batchId: batchId ?? null,
    arrival: storableJson(arrival),
    actor,
    reasons: [],
  }));
  const inserted: CaseSummary[] = [];
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const slice = rows.slice(from, from + ROWS_A_STATEMENT);
    inserted.push(...(await tx.insert(cases).values(slice).onConflictDoNothing().returning()).map(toSummary));
  }
  return inserted;
}

export async function getCase(db: Connection, id: string): Promise<CaseDetail | null> {
  const [row] = await db.select().from(cases).where(eq(cases.id, id));
  if (row === undefined) return null;
  const pages = await db
    .select({ width: casePages.width, height: casePages.height })
    .from(casePages)
    .where(eq(casePages.caseId, id))
    .orderBy(asc(casePages.index));
  const related = await relatedCases(db, row);
  return { ...toSummary(row), arrival: row.arrival, outcome: await getOutcome(db, id), pages, related };
}

/** The other documents of the file that a case came with, by part. */
async function relatedCases(db: Connection, { id, parentId }: CaseRow): Promise<RelatedCase[]> {
  const first = parentId ?? id;
  const rows = await db
    .select()
    .from(cases)
    .where(and(or(eq(cases.id, first), eq(cases.parentId, first)), ne(cases.id, id)))
    .orderBy(asc(cases.part));
  return rows.map(toSummary).map(({ id, title, part, state, origin }) => ({ id, title, part, state, origin }));
}

/** The summary of a case. @throws DocketError `request.not-found` */
export async function requireCase(db: Connection, id: string): Promise<CaseRow> {
  const [row] = await db.select().from(cases).where(eq(cases.id, id));
  if (row === undefined) throw new DocketError('request.not-found', `There is no case ${id}`);
  return row;
}

export interface CaseFilter {
  kind?: CaseKind | undefined;
  state?: CaseState | undefined;
  desk?: string | undefined;
  parentId?: string | undefined;
  /** Handed on to a lead, or not. */
  escalated?: boolean | undefined;
  /** Only cases that nobody works on. */
  unlocked?: boolean | undefined;
  /** Only cases assigned to this person. */
  assignee?: string | undefined;
  /** Only cases assigned to this person or to nobody: what they may go on with. */
  for?: string | undefined;
  order?: CaseOrder | undefined;
  /** `next` of the page before. */
  cursor?: string | undefined;
  limit: number;
}

/**
 * One page of cases.
 * @throws DocketError `request.invalid` for a cursor of another order, or an order by urgency of what does not wait for review
 */
export async function listCases(
  db: Connection,
  filter: CaseFilter,
): Promise<{ items: CaseSummary[]; next: string | null }> {
  const order = filter.order ?? 'newest';
  if (order === 'urgency' && (filter.state ?? 'review') !== 'review')
    throw new DocketError('request.invalid', 'order: only what waits for review is ordered by urgency');
  const state = order === 'urgency' ? 'review' : filter.state;
  const conditions: (SQL | undefined)[] = [
    filter.kind && eq(cases.kind, filter.kind),
    state && eq(cases.state, state),
    order === 'urgency' ? isNotNull(cases.urgentAt) : undefined,
    filter.desk === undefined ? undefined : eq(cases.desk, filter.desk),
    filter.parentId === undefined ? undefined : eq(cases.parentId, filter.parentId),
    filter.escalated === undefined
      ? undefined
      : filter.escalated
        ? isNotNull(cases.escalation)
        : isNull(cases.escalation),
    filter.unlocked === true ? or(isNull(cases.lockedUntil), lte(cases.lockedUntil, new Date())) : undefined,
    filter.assignee === undefined ? undefined : isAssignedTo(filter.assignee),
    filter.for === undefined ? undefined : or(isNull(cases.assignment), isAssignedTo(filter.for)),
    filter.cursor === undefined ? undefined : afterCursor(order, filter.cursor),
  ];
  const rows = await db
    .select()
    .from(cases)
    .where(and(...conditions))
    .orderBy(...(order === 'urgency' ? [asc(cases.urgentAt), asc(cases.id)] : [desc(cases.createdAt), desc(cases.id)]))
    .limit(filter.limit + 1);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return { items: shown.map(toSummary), next: rows.length > filter.limit && last ? cursorAt(order, last) : null };
}

const isAssignedTo = (reviewer: string): SQL => sql`${cases.assignment} ->> 'reviewer' = ${reviewer}`;

/** A cursor names its order, so that it cannot go on in another one. */
function cursorAt(order: CaseOrder, { id, createdAt, urgentAt }: CaseRow): string {
  const at = (order === 'urgency' ? urgentAt : null) ?? createdAt;
  return Buffer.from(`${order} ${at.toISOString()} ${id}`).toString('base64url');
}

function afterCursor(order: CaseOrder, cursor: string): SQL {
  const [of, at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (of !== order || id === '' || id.includes('\u0000') || Number.isNaN(Date.parse(at)))
    throw new DocketError('request.invalid', 'cursor: expected the `next` of an earlier page in this order');
  const place = sql`(${new Date(at).toISOString()}::timestamptz, ${id})`;
  return order === 'urgency'
    ? sql`(${cases.urgentAt}, ${cases.id}) > ${place}`
    : sql`(${cases.createdAt}, ${cases.id}) < ${place}`;
}

/** Cases of these ids, in no order. */
export async function casesByIds(db: Connection, ids: readonly string[]): Promise<CaseSummary[]> {
  if (ids.length === 0) return [];
  return (
    await db
      .select()
      .from(cases)
      .where(inArray(cases.id, [...ids]))
  ).map(toSummary);
}
