import { eq } from 'drizzle-orm';
import { closedStates } from '../schemas/case.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Assignment } from '../schemas/review-queue.ts';
import { appendAudit } from './audit.ts';
import type { Connection } from './connection.ts';
import { cases } from './tables.ts';

/**
 * Says whose a case is, from its arrival until it is closed, or that it is nobody's (null); the audit chain keeps every change.
 * It decides nothing: whoever opens the case may decide it.
 * @throws DocketError `request.not-found`, `review.not-open` once the case is closed
 */
export async function assignCase(
  db: Connection,
  caseId: string,
  { reviewer, actor }: { reviewer: string | null; actor: string },
): Promise<Assignment | null> {
  return await db.transaction(async (tx) => {
    const [row] = await tx.select().from(cases).where(eq(cases.id, caseId)).for('update');
    if (row === undefined) throw new DocketError('request.not-found', `There is no case ${caseId}`);
    if (closedStates.includes(row.state))
      throw new DocketError('review.not-open', `Case ${caseId} is ${row.state}: only an open case is assigned`);
    const from = row.assignment?.reviewer ?? null;
    if (from === reviewer) return row.assignment;
    const assignment = reviewer === null ? null : { reviewer, at: new Date().toISOString(), by: actor };
    await tx.update(cases).set({ assignment }).where(eq(cases.id, caseId));
    await appendAudit(tx, { actor, action: 'case.assigned', caseId, body: { from, to: reviewer } });
    return assignment;
  });
}
