import type { RecordRequest } from '../schemas/activities.ts';
import { type Outcome, outcome } from '../schemas/case.ts';
import { DOCUMENTS } from '../schemas/policy.ts';
import { getJson } from '../store/blobs/json.ts';
import { recordOutcome } from '../store/outcomes.ts';
import { policyOf } from '../store/policies.ts';
import { recordRun } from '../store/runs.ts';
import { drawSecondLooks } from '../store/second-looks.ts';
import { currentRun } from './current-run.ts';
import { type ActivityDependencies, WORKER_ACTOR } from './dependencies.ts';
import { placeInQueue } from './place-in-queue.ts';

const deskOf = (decided: Outcome): string => (decided.kind === 'ticket' ? decided.result.desk : DOCUMENTS);

/** Puts an outcome on record: result, state, audit entry and webhook events in one transaction, once per key. */
export const record =
  ({ db, blobs }: ActivityDependencies) =>
  async ({ caseId, state, outcome: ref, key, deadlineMs }: RecordRequest): Promise<void> => {
    await recordRun(db, { ...currentRun(), caseId });
    const decided = await getJson(blobs, ref, outcome);
    const queued = state === 'review' && deadlineMs !== undefined ? { queued: placeInQueue(decided, deadlineMs) } : {};
    await recordOutcome(db, { caseId, state, outcome: decided, actor: WORKER_ACTOR, key, ...queued });
    if (state === 'accepted') await drawSecondLooks(db, await policyOf(db, deskOf(decided)), [caseId]);
  };
