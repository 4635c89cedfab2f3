import { CompleteAsyncError } from '@temporalio/activity';
import type { SliceRequest } from '../schemas/activities.ts';
import { putJson } from '../store/blobs/json.ts';
import { beginBatch } from './begin-run.ts';
import { asyncTarget } from './current-run.ts';
import { textOf } from './decide-triage.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { sliceCases } from './slice-cases.ts';

/** Puts the texts of a slice on the desk's queue; completed by the inference worker with a blob of `Triage`s. */
export const triageSlice =
  (deps: ActivityDependencies) =>
  async (slice: SliceRequest): Promise<never> => {
    const { blobs, queue } = deps;
    if (!slice.begun) await beginBatch(deps)({ batchId: slice.batchId, from: slice.offset });
    const cases = await sliceCases(blobs, slice);
    const texts = await putJson(
      blobs,
      cases.map(({ ticket }) => textOf(ticket)),
    );
    await queue.enqueue({ task: 'triage', target: asyncTarget(), model: slice.desk, texts });
    throw new CompleteAsyncError();
  };
