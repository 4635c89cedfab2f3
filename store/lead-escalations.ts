import { eq } from 'drizzle-orm';
import { appendAudit } from './audit.ts';
import { toSummary } from './case-rows.ts';
import type { Connection } from './connection.ts';
import { cases } from './tables.ts';
import { queueEscalation } from './webhook-events.ts';

/** Hands a case that waits for a person on to a lead, once. A case that was decided meanwhile is left as it is. */
export async function recordLeadEscalation(
  db: Connection,
  { caseId, lead, actor }: { caseId: string; lead: string; actor: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.select().from(cases).where(eq(cases.id, caseId)).for('update');
    if (row?.state !== 'review' || row.escalation !== null) return;
    const escalation = { at: new Date().toISOString(), lead };
    const [escalated] = await tx.update(cases).set({ escalation }).where(eq(cases.id, caseId)).returning();
    if (escalated) await queueEscalation(tx, toSummary(escalated));
    await appendAudit(tx, { actor, action: 'case.escalated', caseId, body: { lead } });
  });
}
