import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { CaseActivities, SliceAnswer, SliceRequest } from '../schemas/activities.ts';
import type { BatchResult, TicketBatchWorkflowInput } from '../schemas/workflows.ts';
import { reasonOf } from './failure-reason.ts';
import { INFERENCE, SLICE_SIZE, SLICES_IN_FLIGHT, STEP } from './retry-policy.ts';
import { showCase, showState } from './search-attributes.ts';

const { triageSlice } = proxyActivities<CaseActivities>(INFERENCE);
const { recordSlice, startSingly } = proxyActivities<CaseActivities>(STEP);

/**
 * Many tickets of one desk in one workflow, a slice at a time. Sure ones are recorded here; a doubtful one goes on in a
 * workflow of its own, and so does each ticket of a slice whose inference failed, so that one bad ticket fails alone.
 */
export async function ticketBatchWorkflow(input: TicketBatchWorkflowInput): Promise<BatchResult> {
  const { batchId, desk, count } = input;
  showCase('ticket-batch', desk);
  let next = input.from ?? 0;
  let recorded = input.recorded ?? 0;
  let started = input.started ?? 0;

  const lane = async (): Promise<void> => {
    while (next < count && !workflowInfo().continueAsNewSuggested) {
      const offset = next;
      next += SLICE_SIZE;
      const answer = await runSlice(input, offset);
      recorded += answer.recorded;
      started += answer.started;
    }
  };
  await Promise.all(Array.from({ length: SLICES_IN_FLIGHT }, lane));

  if (next < count) return await continueAsNew<typeof ticketBatchWorkflow>({ ...input, from: next, recorded, started });
  showState('accepted');
  return { batchId, recorded, started };
}

async function runSlice(input: TicketBatchWorkflowInput, offset: number): Promise<SliceAnswer> {
  const { batchId, desk, cases, review, ladder } = input;
  const slice: SliceRequest = { batchId, desk, cases, offset, count: Math.min(SLICE_SIZE, input.count - offset) };
  let triages: Awaited<ReturnType<typeof triageSlice>>;
  try {
    triages = await triageSlice(slice);
  } catch (error) {
    reasonOf(error);
    return await startSingly({ ...slice, review, ladder });
  }
  return await recordSlice({ ...slice, review, ladder, triages });
}
