import type { RecordRequest } from '../schemas/activities.ts';
import { outcome } from '../schemas/case.ts';
import { getJson } from '../store/blobs/json.ts';
import { recordOutcome } from '../store/outcomes.ts';
import { recordRun } from '../store/runs.ts';
import { currentRun } from './current-run.ts';
import { type ActivityDependencies, WORKER_ACTOR } from './dependencies.ts';

/** Puts an outcome on record: result, state, audit entry and webhook events in one transaction, once per key. */
export const record =
  ({ db, blobs }: ActivityDependencies) =>
  async ({ caseId, state, outcome: ref, key }: RecordRequest): Promise<void> => {
    await recordRun(db, { ...currentRun(), caseId });
    await recordOutcome(db, { caseId, state, outcome: await getJson(blobs, ref, outcome), actor: WORKER_ACTOR, key });
  };
