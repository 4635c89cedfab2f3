import type { RemindRequest } from '../schemas/activities.ts';
import { appendAudit, auditOf } from '../store/audit.ts';
import { toSummary } from '../store/case-rows.ts';
import { requireCase } from '../store/cases.ts';
import { queueReminder } from '../store/webhook-events.ts';
import { type ActivityDependencies, WORKER_ACTOR } from './dependencies.ts';

/** Tells the webhook receivers that a case still waits for a person; the audit chain keeps when, and when overdue. */
export const remind =
  ({ db }: ActivityDependencies) =>
  async ({ caseId, ordinal, overdue }: RemindRequest): Promise<void> => {
    const action = overdue ? 'case.overdue' : 'case.reminded';
    await db.transaction(async (tx) => {
      const isDone = (await auditOf(tx, caseId)).some(
        (entry) => entry.action === action && entry.body.ordinal === ordinal,
      );
      if (isDone) return;
      await queueReminder(tx, toSummary(await requireCase(tx, caseId)));
      await appendAudit(tx, { actor: WORKER_ACTOR, action, caseId, body: { ordinal } });
    });
  };
