import { CompleteAsyncError } from '@temporalio/activity';
import type { SliceRequest } from '../schemas/activities.ts';
import { putJson } from '../store/blobs/json.ts';
import { recordRun } from '../store/runs.ts';
import { markBatchProcessing } from '../store/starts.ts';
import { asyncTarget, currentRun } from './current-run.ts';
import { textOf } from './decide-triage.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { sliceCases } from './slice-cases.ts';

/** Puts the texts of a slice on the desk's queue; completed by the inference worker with a blob of `Triage`s. */
export const triageSlice =
  ({ db, blobs, queue }: ActivityDependencies) =>
  async (slice: SliceRequest): Promise<never> => {
    const { batchId } = slice;
    if (slice.offset === 0) await markBatchProcessing(db, batchId, currentRun());
    else await recordRun(db, { ...currentRun(), batchId });
    const cases = await sliceCases(blobs, slice);
    const texts = await putJson(
      blobs,
      cases.map(({ ticket }) => textOf(ticket)),
    );
    await queue.enqueue({ task: 'triage', target: asyncTarget(), model: slice.desk, texts });
    throw new CompleteAsyncError();
  };
