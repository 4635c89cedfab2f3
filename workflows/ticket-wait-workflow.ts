import { proxyActivities, sleep } from '@temporalio/workflow';
import type { CaseActivities } from '../schemas/activities.ts';
import type { TicketWaitWorkflowInput } from '../schemas/workflows.ts';
import { STEP } from './retry-policy.ts';
import { showCase, showState } from './search-attributes.ts';

const { startWaiting } = proxyActivities<CaseActivities>(STEP);

/**
 * Tickets of a batch that wait for a person. One that is decided gets a workflow of its own with the decision; the others
 * when half the time to their first reminder, escalation or deadline is over, so that each meets it in its own workflow.
 */
export async function ticketWaitWorkflow({ batchId, desk, review }: TicketWaitWorkflowInput): Promise<number> {
  showCase('ticket-wait', desk);
  const firstDueMs = Math.min(review.reminderMs, review.deadlineMs, review.leadMs ?? review.deadlineMs);
  const waitedMs = Math.floor(firstDueMs / 2);
  await sleep(waitedMs);
  const started = await startWaiting({ batchId, review, waitedMs });
  showState('accepted');
  return started;
}
