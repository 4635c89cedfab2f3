import { and, eq } from 'drizzle-orm';
import { DocketError } from '../schemas/errors.ts';
import { LOCK_LEASE_MS, type ReviewLock } from '../schemas/review-queue.ts';
import { appendAudit } from './audit.ts';
import { type CaseRow, lockAt } from './case-rows.ts';
import type { Connection } from './connection.ts';
import { cases } from './tables.ts';

/** One person at one door. `holder` tells them apart; `reviewer` is the name that others see. */
export interface LockOwner {
  holder: string;
  reviewer: string;
}

/**
 * Takes the lock on a case in review, renews one's own, or takes it over; the audit chain keeps who took it from whom.
 * @throws DocketError `request.not-found`, `review.not-open`, `review.locked` where another holds it
 */
export async function lockCase(
  db: Connection,
  caseId: string,
  { holder, reviewer }: LockOwner,
  { takeOver }: { takeOver: boolean },
): Promise<ReviewLock> {
  return await db.transaction(async (tx) => {
    const [row] = await tx.select().from(cases).where(eq(cases.id, caseId)).for('update');
    if (row === undefined) throw new DocketError('request.not-found', `There is no case ${caseId}`);
    if (row.state !== 'review') throw new DocketError('review.not-open', `Case ${caseId} is ${row.state}`);
    const now = Date.now();
    const held = lockAt(row, now);
    const isOthers = held !== null && row.lockHolder !== holder;
    if (isOthers && !takeOver) throw lockedBy(caseId, held);
    const since = held === null || isOthers ? new Date(now) : (row.lockedAt ?? new Date(now));
    const until = new Date(now + LOCK_LEASE_MS);
    await tx
      .update(cases)
      .set({ lockHolder: holder, lockReviewer: reviewer, lockedAt: since, lockedUntil: until })
      .where(eq(cases.id, caseId));
    if (isOthers)
      await appendAudit(tx, { actor: reviewer, action: 'case.taken-over', caseId, body: { from: held.reviewer } });
    return { reviewer, since: since.toISOString(), until: until.toISOString() };
  });
}

/** Gives a case back. Where another holds it nothing changes. */
export async function releaseCase(db: Connection, caseId: string, holder: string): Promise<void> {
  await db
    .update(cases)
    .set({ lockHolder: null, lockReviewer: null, lockedAt: null, lockedUntil: null })
    .where(and(eq(cases.id, caseId), eq(cases.lockHolder, holder)));
}

/** @throws DocketError `review.locked` where another than `holder` works on the case */
export function requireNotOthers(row: CaseRow, holder: string): void {
  const held = lockAt(row, Date.now());
  if (held !== null && row.lockHolder !== holder) throw lockedBy(row.id, held);
}

function lockedBy(caseId: string, { reviewer, since }: ReviewLock): DocketError {
  return new DocketError('review.locked', `${reviewer} works on case ${caseId} since ${since}`);
}
