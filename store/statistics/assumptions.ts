import { eq, sql } from 'drizzle-orm';
import { defaultAssumptions, type SavingsAssumptions } from '../../schemas/statistics.ts';
import { appendAudit } from '../audit.ts';
import type { Connection } from '../connection.ts';
import { savingsAssumptions } from '../tables.ts';

/** There is one set of them. */
const ID = 'all';

export async function getAssumptions(db: Connection): Promise<SavingsAssumptions> {
  const [row] = await db.select().from(savingsAssumptions).where(eq(savingsAssumptions.id, ID));
  return row?.assumptions ?? defaultAssumptions;
}

export async function setAssumptions(
  db: Connection,
  assumptions: SavingsAssumptions,
  actor: string,
): Promise<SavingsAssumptions> {
  return await db.transaction(async (tx) => {
    await tx
      .insert(savingsAssumptions)
      .values({ id: ID, assumptions })
      .onConflictDoUpdate({ target: savingsAssumptions.id, set: { assumptions, updatedAt: sql`now()` } });
    await appendAudit(tx, { actor, action: 'assumptions.set', caseId: null, body: { ...assumptions } });
    return assumptions;
  });
}
