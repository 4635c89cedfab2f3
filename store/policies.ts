import { eq, sql } from 'drizzle-orm';
import { type ErrorWatch, newWatch } from '../schemas/error-watch.ts';
import { type DeskPolicy, DOCUMENTS, type DocumentWatch, type Policy, startingPolicy } from '../schemas/policy.ts';
import { appendAudit } from './audit.ts';
import type { Connection } from './connection.ts';
import { deskPolicies } from './tables.ts';

type Row = typeof deskPolicies.$inferSelect;

const watchFigures = ({ looked, most }: ErrorWatch, alarmAt: Date | null | undefined) => ({
  looked,
  evidence: most,
  alarmAt: alarmAt?.toISOString() ?? null,
});

function documentWatchOf(row: Row | undefined): DocumentWatch {
  const watch = row?.documentWatch ?? newWatch;
  return { ...watchFigures(watch, row?.documentAlarmAt), wrong: watch.errors };
}

function toPolicy(desk: string, row: Row | undefined): DeskPolicy {
  const watch = row?.watch ?? newWatch;
  return {
    desk,
    ...(row?.policy ?? startingPolicy(desk)),
    ...watchFigures(watch, row?.alarmAt),
    errors: watch.errors,
    documentWatch: desk === DOCUMENTS ? documentWatchOf(row) : null,
  };
}

/** The policy of a desk; the one it starts with where none was set. */
export async function policyOf(db: Connection, desk: string): Promise<DeskPolicy> {
  const [row] = await db.select().from(deskPolicies).where(eq(deskPolicies.desk, desk));
  return toPolicy(desk, row);
}

export async function listPolicies(db: Connection, desks: readonly string[]): Promise<DeskPolicy[]> {
  const rows = new Map((await db.select().from(deskPolicies)).map((row) => [row.desk, row]));
  return desks.map((desk) => toPolicy(desk, rows.get(desk)));
}

export async function setPolicy(db: Connection, desk: string, policy: Policy, actor: string): Promise<DeskPolicy> {
  return await db.transaction(async (tx) => {
    await tx
      .insert(deskPolicies)
      .values({ desk, policy, watch: newWatch })
      .onConflictDoUpdate({ target: deskPolicies.desk, set: { policy, updatedAt: sql`now()` } });
    const kept = await policyOf(tx, desk);
    await appendAudit(tx, { actor, action: 'policy.set', caseId: null, body: { desk, policy } });
    return kept;
  });
}

/** The watch over values begins anew; what was found stays in the second looks and in the chain. */
export async function clearAlarm(db: Connection, desk: string, actor: string): Promise<DeskPolicy> {
  return await db.transaction(async (tx) => {
    const { looked, errors, evidence, alarmAt } = await policyOf(tx, desk);
    await tx
      .update(deskPolicies)
      .set({ watch: newWatch, alarmAt: null, updatedAt: sql`now()` })
      .where(eq(deskPolicies.desk, desk));
    const body = { desk, looked, errors, evidence, alarmAt };
    await appendAudit(tx, { actor, action: 'policy.alarm-cleared', caseId: null, body });
    return await policyOf(tx, desk);
  });
}

/** The watch over whole documents begins anew. */
export async function clearDocumentAlarm(db: Connection, actor: string): Promise<DeskPolicy> {
  return await db.transaction(async (tx) => {
    const { documentWatch } = await policyOf(tx, DOCUMENTS);
    await tx
      .update(deskPolicies)
      .set({ documentWatch: null, documentAlarmAt: null, updatedAt: sql`now()` })
      .where(eq(deskPolicies.desk, DOCUMENTS));
    const body = { desk: DOCUMENTS, ...documentWatch };
    await appendAudit(tx, { actor, action: 'policy.document-alarm-cleared', caseId: null, body });
    return await policyOf(tx, DOCUMENTS);
  });
}
