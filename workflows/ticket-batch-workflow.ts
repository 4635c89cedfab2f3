import {
  continueAsNew,
  ParentClosePolicy,
  patched,
  proxyActivities,
  proxyLocalActivities,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { CASE_WITHDRAWN, type CaseActivities, type SliceAnswer, type SliceRequest } from '../schemas/activities.ts';
import { waitWorkflowId, workflowNames } from '../schemas/workflow-names.ts';
import type { BatchResult, TicketBatchWorkflowInput } from '../schemas/workflows.ts';
import { reasonOf } from './failure-reason.ts';
import { INFERENCE, LOCAL, SLICE_SIZE, SLICES_IN_FLIGHT, STEP } from './retry-policy.ts';
import { showCase, showState } from './search-attributes.ts';
import type { ticketWaitWorkflow } from './ticket-wait-workflow.ts';

const { triageSlice } = proxyActivities<CaseActivities>(INFERENCE);
const { recordSlice, startSingly } = proxyActivities<CaseActivities>(STEP);
const { beginBatch } = proxyLocalActivities<CaseActivities>(LOCAL);
/** Runs of builds that noted a run with its slices. */
const BEGUN_BESIDE = 'begun-beside';

/**
 * Many tickets of one desk in one workflow, a slice at a time. All are recorded here, and the doubtful ones wait together;
 * where a larger model is to be asked first, a doubtful one goes on in a workflow of its own, and so does each ticket of a
 * slice whose inference failed, so that one bad ticket fails alone.
 */
export async function ticketBatchWorkflow(input: TicketBatchWorkflowInput): Promise<BatchResult> {
  const { batchId, desk, count } = input;
  showCase('ticket-batch', desk);
  let next = input.from ?? 0;
  let recorded = input.recorded ?? 0;
  let started = input.started ?? 0;
  let waiting = input.waiting ?? 0;
  const size = input.sliceSize ?? SLICE_SIZE;

  const isBegun = patched(BEGUN_BESIDE);
  if (isBegun && !(await begin(batchId, next))) {
    showState('rejected');
    return { batchId, recorded, started, waiting };
  }

  const lane = async (): Promise<void> => {
    while (next < count && !workflowInfo().continueAsNewSuggested) {
      const offset = next;
      next += size;
      const slice = { batchId, desk, cases: input.cases, offset, count: Math.min(size, count - offset) };
      const answer = await runSlice(input, isBegun ? { ...slice, begun: true } : slice);
      recorded += answer.recorded;
      started += answer.started;
      waiting += answer.waiting ?? 0;
    }
  };
  await Promise.all(Array.from({ length: SLICES_IN_FLIGHT }, lane));

  if (next < count)
    return await continueAsNew<typeof ticketBatchWorkflow>({ ...input, from: next, recorded, started, waiting });
  if (waiting > 0) await startWait(input);
  showState('accepted');
  return { batchId, recorded, started, waiting };
}

/** @returns false where the batch was taken back, since its start had seemed to fail */
async function begin(batchId: string, from: number): Promise<boolean> {
  try {
    await beginBatch({ batchId, from });
    return true;
  } catch (error) {
    if (reasonOf(error).code !== CASE_WITHDRAWN) throw error;
    return false;
  }
}

/** Those who wait outlive the batch, whose history is kept when it ends. */
async function startWait({ batchId, desk, review }: TicketBatchWorkflowInput): Promise<void> {
  await startChild<typeof ticketWaitWorkflow>(workflowNames.ticketWait, {
    workflowId: waitWorkflowId(batchId),
    args: [{ batchId, desk, review }],
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
}

async function runSlice(
  { review, ladder }: Pick<TicketBatchWorkflowInput, 'review' | 'ladder'>,
  slice: SliceRequest,
): Promise<SliceAnswer> {
  let triages: Awaited<ReturnType<typeof triageSlice>>;
  try {
    triages = await triageSlice(slice);
  } catch (error) {
    reasonOf(error);
    return await startSingly({ ...slice, review, ladder });
  }
  return await recordSlice({ ...slice, review, ladder, triages });
}
