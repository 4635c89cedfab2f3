import type { RemindRequest } from '../schemas/activities.ts';
import { recordReminder } from '../store/outcomes.ts';
import { type ActivityDependencies, WORKER_ACTOR } from './dependencies.ts';

/** Tells the webhook receivers that a case still waits for a person, and the audit chain when it became overdue. */
export const remind =
  ({ db }: ActivityDependencies) =>
  async ({ caseId, ordinal, overdue }: RemindRequest): Promise<void> => {
    await recordReminder(db, { caseId, overdue, actor: WORKER_ACTOR, key: `reminder-${ordinal}` });
  };
