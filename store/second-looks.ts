import { createHash } from 'node:crypto';
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { AuditAction } from '../schemas/audit.ts';
import { type ErrorWatch, newWatch } from '../schemas/error-watch.ts';
import { DocketError } from '../schemas/errors.ts';
import { type DeskPolicy, type SecondLook, startingPolicy } from '../schemas/policy.ts';
import { appendAudit } from './audit.ts';
import type { Connection } from './connection.ts';
import { cases, deskPolicies, secondLooks } from './tables.ts';

/** The id of a second look's decision on a case: there is one at most. */
export const SECOND_LOOK = 'second-look';

/** Drawn by the hash of its id: the same case is drawn or not however often one asks, and nobody can choose. */
function isDrawn(caseId: string, share: number): boolean {
  const hash = createHash('sha256').update(caseId).digest();
  return hash.readUInt32BE(0) / 2 ** 32 < share;
}

/** Of cases that passed without a person, puts those that are drawn up for a second look. */
export async function drawSecondLooks(
  db: Connection,
  { desk, secondLooks: share }: Pick<DeskPolicy, 'desk' | 'secondLooks'>,
  caseIds: readonly string[],
): Promise<void> {
  const drawn = caseIds.filter((caseId) => isDrawn(caseId, share)).map((caseId) => ({ caseId, desk }));
  if (drawn.length > 0) await db.insert(secondLooks).values(drawn).onConflictDoNothing();
}

/** Cases that wait for a second look, longest first. */
export async function openSecondLooks(db: Connection, limit: number): Promise<SecondLook[]> {
  const rows = await db
    .select({ look: secondLooks, title: cases.title })
    .from(secondLooks)
    .innerJoin(cases, eq(cases.id, secondLooks.caseId))
    .where(isNull(secondLooks.decidedAt))
    .orderBy(asc(secondLooks.openedAt), asc(secondLooks.caseId))
    .limit(limit);
  return rows.map(({ look: { caseId, desk, openedAt }, title }) => ({
    caseId,
    desk,
    title,
    openedAt: openedAt.toISOString(),
  }));
}

/**
 * Keeps what a person found, once. @throws DocketError `request.not-found` where the case was not drawn,
 * `request.conflict` where someone looked before.
 */
export async function decideSecondLook(
  tx: Connection,
  { caseId, reviewer, wrong }: { caseId: string; reviewer: string; wrong: readonly string[] },
): Promise<void> {
  const [row] = await tx.select().from(secondLooks).where(eq(secondLooks.caseId, caseId)).for('update');
  if (!row) throw new DocketError('request.not-found', `Case ${caseId} was not drawn for a second look`);
  if (row.decidedAt) throw new DocketError('request.conflict', `${row.reviewer} had a second look at case ${caseId}`);
  await tx
    .update(secondLooks)
    .set({ reviewer, wrong: [...wrong], decidedAt: sql`now()` })
    .where(eq(secondLooks.caseId, caseId));
  await appendAudit(tx, { actor: reviewer, action: 'case.second-look', caseId, body: { wrong } });
}

export interface DecidedLook {
  caseId: string;
  desk: string;
  wrong: string[];
}

/** Second looks that the watch has not taken in, in the order of their decisions. */
export async function uncountedLooks(db: Connection, limit: number): Promise<DecidedLook[]> {
  const rows = await db
    .select()
    .from(secondLooks)
    .where(and(isNotNull(secondLooks.decidedAt), isNull(secondLooks.countedAt)))
    .orderBy(asc(secondLooks.decidedAt), asc(secondLooks.caseId))
    .limit(limit);
  return rows.map(({ caseId, desk, wrong }) => ({ caseId, desk, wrong: wrong ?? [] }));
}

/** A watch that went on with a look, and whether its bound is broken. */
export interface Watched {
  watch: ErrorWatch;
  isBroken: boolean;
}

/** What goes on with a look: the watch over accepted values, and over whole documents where their bound governed the case. */
export interface Watchers {
  values(before: ErrorWatch): Watched;
  documents: ((before: ErrorWatch) => Watched) | null;
}

/** Lets the desk's watches go on with one look, once; raises the alarm of each that says so. */
export async function countLook(db: Connection, { caseId, desk }: DecidedLook, watchers: Watchers): Promise<void> {
  await db.transaction(async (tx) => {
    const counted = await tx
      .update(secondLooks)
      .set({ countedAt: sql`now()` })
      .where(and(eq(secondLooks.caseId, caseId), isNull(secondLooks.countedAt)))
      .returning({ caseId: secondLooks.caseId });
    if (counted.length === 0) return;
    await tx
      .insert(deskPolicies)
      .values({ desk, policy: startingPolicy(desk), watch: newWatch })
      .onConflictDoNothing();
    const [row] = await tx.select().from(deskPolicies).where(eq(deskPolicies.desk, desk)).for('update');
    if (!row) return;
    const values = watchers.values(row.watch);
    const documents = watchers.documents?.(row.documentWatch ?? newWatch) ?? null;
    const isRaised = values.isBroken && row.alarmAt === null;
    const isRaisedOverDocuments = documents?.isBroken === true && row.documentAlarmAt === null;
    await tx
      .update(deskPolicies)
      .set({
        watch: values.watch,
        ...(isRaised ? { alarmAt: sql`now()` } : {}),
        ...(documents ? { documentWatch: documents.watch } : {}),
        ...(isRaisedOverDocuments ? { documentAlarmAt: sql`now()` } : {}),
      })
      .where(eq(deskPolicies.desk, desk));
    const raise = (action: AuditAction, { looked, errors, most }: ErrorWatch) =>
      appendAudit(tx, { actor: 'watch', action, caseId, body: { desk, looked, errors, evidence: most } });
    if (isRaised) await raise('policy.alarm', values.watch);
    if (isRaisedOverDocuments) await raise('policy.document-alarm', documents.watch);
  });
}
