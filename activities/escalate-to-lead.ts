import type { EscalateToLeadRequest } from '../schemas/activities.ts';
import { recordLeadEscalation } from '../store/lead-escalations.ts';
import { type ActivityDependencies, WORKER_ACTOR } from './dependencies.ts';

/** Hands a case that waited too long on to the lead of this installation. It stays in review. */
export const escalateToLead =
  ({ db, lead }: ActivityDependencies) =>
  async ({ caseId }: EscalateToLeadRequest): Promise<void> => {
    await recordLeadEscalation(db, { caseId, lead, actor: WORKER_ACTOR });
  };
