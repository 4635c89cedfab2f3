import { ApplicationFailure } from '@temporalio/activity';
import { type BeginBatchRequest, CASE_WITHDRAWN } from '../schemas/activities.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Database } from '../store/database.ts';
import { recordRun } from '../store/runs.ts';
import { markBatchProcessing, markProcessing } from '../store/starts.ts';
import { currentRun } from './current-run.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** This run works on the case from here on. @throws ApplicationFailure CASE_WITHDRAWN where the case is gone. */
export const beginRun = (db: Database, caseId: string): Promise<void> =>
  unlessWithdrawn(markProcessing(db, caseId, currentRun()));

/**
 * This run works on the batch from here on: noted before its first job is, so that a worker which dies with one is noticed
 * (`workers/job-keeper.ts`). @throws ApplicationFailure CASE_WITHDRAWN where the batch is gone
 */
export const beginBatch =
  ({ db }: ActivityDependencies) =>
  async ({ batchId, from }: BeginBatchRequest): Promise<void> => {
    if (from === 0) await unlessWithdrawn(markBatchProcessing(db, batchId, currentRun()));
    else await recordRun(db, { ...currentRun(), batchId });
  };

async function unlessWithdrawn(marked: Promise<void>): Promise<void> {
  try {
    await marked;
  } catch (error) {
    if (!(error instanceof DocketError && error.code === 'request.not-found')) throw error;
    throw ApplicationFailure.create({ type: CASE_WITHDRAWN, message: error.message, nonRetryable: true });
  }
}
