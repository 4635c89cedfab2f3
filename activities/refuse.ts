import type { RefuseRequest } from '../schemas/activities.ts';
import type { Outcome } from '../schemas/case.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import { putJson } from '../store/blobs/json.ts';
import { recordOutcome } from '../store/outcomes.ts';
import { type ActivityDependencies, WORKER_ACTOR } from './dependencies.ts';

/** Ends a case that cannot be worked on, with its coded reason. */
export const refuse =
  ({ db, blobs }: ActivityDependencies) =>
  async ({ caseId, reason, key }: RefuseRequest): Promise<BlobRef> => {
    const outcome: Outcome = { kind: 'refused', status: 'rejected', reasons: [reason] };
    await recordOutcome(db, { caseId, state: 'rejected', outcome, actor: WORKER_ACTOR, key });
    return await putJson(blobs, outcome);
  };
