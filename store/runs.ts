import { and, asc, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { BlobRef } from '../schemas/primitives.ts';
import { type AuditEvent, appendAuditEntries } from './audit.ts';
import { requireCase } from './cases.ts';
import type { Connection } from './connection.ts';
import { cases, workflowRuns } from './tables.ts';

export interface WorkflowRun {
  workflowId: string;
  runId: string;
  caseId: string | null;
  batchId: string | null;
}
export interface Run extends WorkflowRun {
  startedAt: string;
  /** The exported history (JSON) and the SHA-256 of the bundle that decided; null until the workflow has closed. */
  history: BlobRef | null;
  bundle: string | null;
  exportedAt: string | null;
}
export interface RunHistory extends Run {
  history: BlobRef;
  bundle: string;
  exportedAt: string;
}

/** Notes a run whose history is to be exported at its close. Idempotent. */
export async function recordRun(
  db: Connection,
  {
    workflowId,
    runId,
    caseId = null,
    batchId = null,
  }: { workflowId: string; runId: string; caseId?: string | null; batchId?: string | null },
): Promise<void> {
  await db.insert(workflowRuns).values({ workflowId, runId, caseId, batchId }).onConflictDoNothing();
}

/**
 * Runs without an exported history that may have closed, those not looked at for longest first; marks them as looked at.
 * One whose case is closed is looked at each time. Any other, thousands may wait for a person for weeks, is looked at again
 * after as long as it had gone on the last time, an hour at most.
 */
export async function runsToExport(db: Connection, limit: number): Promise<WorkflowRun[]> {
  return db.transaction(async (tx) => {
    const { workflowId, runId, caseId, batchId, checkedAt, startedAt } = workflowRuns;
    const isDue = or(
      isNull(checkedAt),
      isNotNull(cases.closedAt),
      sql`now() - ${checkedAt} >= least(interval '1 hour', ${checkedAt} - ${startedAt})`,
    );
    const runs = await tx
      .select({ workflowId, runId, caseId, batchId })
      .from(workflowRuns)
      .leftJoin(cases, eq(caseId, cases.id))
      .where(and(isNull(workflowRuns.exportedAt), isDue))
      .orderBy(sql`${checkedAt} asc nulls first`, asc(startedAt))
      .limit(limit)
      .for('update', { of: workflowRuns, skipLocked: true });
    if (runs.length > 0) {
      const seen = runs.map((run) => and(eq(workflowId, run.workflowId), eq(runId, run.runId)));
      await tx
        .update(workflowRuns)
        .set({ checkedAt: sql`now()` })
        .where(or(...seen));
    }
    return runs;
  });
}

/** The last run of a page of `runsAtWork`; null begins at the oldest. */
export type RunCursor = { startedAt: Date; workflowId: string; runId: string } | null;

/**
 * Runs that have begun some time ago and whose case is still worked on, batches included, oldest first: those that wait
 * for a person are left out. `next` is null at the end.
 */
export async function runsAtWork(
  db: Connection,
  { olderThanMs, after, limit }: { olderThanMs: number; after: RunCursor; limit: number },
): Promise<{ runs: { workflowId: string; runId: string }[]; next: RunCursor }> {
  const { workflowId, runId, startedAt, caseId, exportedAt, batchId } = workflowRuns;
  const rows = await db
    .select({ workflowId, runId, startedAt })
    .from(workflowRuns)
    .leftJoin(cases, eq(caseId, cases.id))
    .where(
      and(
        isNull(exportedAt),
        lt(startedAt, sql`now() - make_interval(secs => ${olderThanMs / 1000})`),
        or(isNotNull(batchId), inArray(cases.state, ['received', 'processing'])),
        after === null
          ? undefined
          : sql`(${startedAt}, ${workflowId}, ${runId}) > (${after.startedAt.toISOString()}::timestamptz, ${after.workflowId}, ${after.runId})`,
      ),
    )
    .orderBy(asc(startedAt), asc(workflowId), asc(runId))
    .limit(limit);
  return { runs: rows, next: rows.length < limit ? null : (rows.at(-1) ?? null) };
}

/** The history of a run that has closed, exported. */
export interface ExportedRun {
  workflowId: string;
  runId: string;
  history: BlobRef;
  bundle: string;
}

/** Notes the exported histories of closed runs in one transaction, each once, with `history.exported` in the chain. */
export async function recordHistories(db: Connection, found: readonly ExportedRun[]): Promise<void> {
  if (found.length === 0) return;
  // In one order, so that two workers that export the same runs wait for each other and not both.
  const ordered = found.toSorted((a, b) => a.runId.localeCompare(b.runId, 'en'));
  await db.transaction(async (tx) => {
    const noted: AuditEvent[] = [];
    for (const { workflowId, runId, history, bundle } of ordered) {
      const ofRun = and(eq(workflowRuns.workflowId, workflowId), eq(workflowRuns.runId, runId));
      const [run] = await tx
        .update(workflowRuns)
        .set({ history, bundle, exportedAt: sql`now()` })
        .where(and(ofRun, isNull(workflowRuns.exportedAt)))
        .returning();
      if (run === undefined) continue;
      const body = { workflowId, runId, batchId: run.batchId, historySha256: history.sha256, bundleSha256: bundle };
      noted.push({ actor: 'workflow', action: 'history.exported', caseId: run.caseId, body });
    }
    await appendAuditEntries(tx, noted);
  });
}

/** Every run that had to do with the case, its batch's included, oldest first. */
export async function runsOf(db: Connection, caseId: string): Promise<Run[]> {
  const { batchId } = await requireCase(db, caseId);
  const ofBatch = batchId === null ? undefined : eq(workflowRuns.batchId, batchId);
  const rows = await db
    .select()
    .from(workflowRuns)
    .where(or(eq(workflowRuns.caseId, caseId), ofBatch))
    .orderBy(asc(workflowRuns.startedAt));
  return rows.map(({ checkedAt: _, startedAt, exportedAt, ...run }) => ({
    ...run,
    startedAt: startedAt.toISOString(),
    exportedAt: exportedAt?.toISOString() ?? null,
  }));
}

/** The exported history of the run that decided the case: its own workflow's, else its batch's. */
export async function historyOf(db: Connection, caseId: string): Promise<RunHistory | null> {
  const exported = (await runsOf(db, caseId)).filter(isExported);
  return exported.findLast((run) => run.caseId === caseId) ?? exported.at(-1) ?? null;
}

function isExported(run: Run): run is RunHistory {
  return run.history !== null && run.bundle !== null && run.exportedAt !== null;
}
