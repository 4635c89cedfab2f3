import { type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { REVIEW_UPDATE } from '../../schemas/workflow-names.ts';
import { auditOf } from '../../store/audit.ts';
import type { Flow } from './flow.ts';
import { soundFields, wordsFile } from './samples.ts';

/** One way to where a case waits for a person. */
export type WaitingPath = (flow: Flow) => Promise<WorkflowHandle>;

export const doubtful = wordsFile({ ...soundFields, sellerName: ['Nordlcht', 0.5] });
export const unsureTicket = { desk: 'desk-tiny', text: 'Lost my card' };

async function waiting(flow: Flow, review?: { deadlineMs: number; reminderMs: number }) {
  const { caseId, handle } = await flow.submitDocument('doubt.json', doubtful, review ? { review } : {});
  await flow.inReview(caseId);
  return { caseId, handle };
}

/** By the name of its file. */
export const waitingPaths: Record<string, WaitingPath> = {
  'document-waiting': async (flow) => (await waiting(flow)).handle,
  async 'document-reminded'(flow) {
    const { caseId, handle } = await waiting(flow, { deadlineMs: 3_600_000, reminderMs: 6000 });
    await flow.until(async () => (await auditOf(flow.db, caseId)).some(({ action }) => action === 'case.reminded'));
    return handle;
  },
  async 'document-overdue'(flow) {
    const { caseId, handle } = await waiting(flow, { deadlineMs: 600, reminderMs: 250 });
    await flow.overdue(caseId);
    return handle;
  },
  /** A decision that could not be applied: the case goes on waiting. */
  async 'ticket-refused-decision'(flow) {
    const { caseId, handle } = await flow.submitTicket(unsureTicket);
    await flow.inReview(caseId);
    const decision = { action: 'approve', id: 'wrong', reviewer: 'reviewer', changes: [], label: 'no such label' };
    await handle.executeUpdate(REVIEW_UPDATE, { args: [decision] }).catch((error: unknown) => {
      if (!(error instanceof WorkflowUpdateFailedError)) throw error;
    });
    return handle;
  },
};
