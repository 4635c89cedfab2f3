import { ApplicationFailure } from '@temporalio/activity';
import { CASE_WITHDRAWN } from '../schemas/activities.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Database } from '../store/database.ts';
import { markProcessing } from '../store/starts.ts';
import { currentRun } from './current-run.ts';

/** This run works on the case from here on. @throws ApplicationFailure CASE_WITHDRAWN where the case is gone. */
export async function beginRun(db: Database, caseId: string): Promise<void> {
  try {
    await markProcessing(db, caseId, currentRun());
  } catch (error) {
    if (!(error instanceof DocketError && error.code === 'request.not-found')) throw error;
    throw ApplicationFailure.create({ type: CASE_WITHDRAWN, message: error.message, nonRetryable: true });
  }
}
