import { proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import { CASE_WITHDRAWN, type CaseActivities, DECIDED, type TriageAnswer } from '../schemas/activities.ts';
import type { CaseState } from '../schemas/case.ts';
import type { TicketWorkflowInput, WorkflowResult } from '../schemas/workflows.ts';
import { reasonOf } from './failure-reason.ts';
import { LARGER_MODEL, LOCAL } from './retry-policy.ts';
import { openReview } from './review.ts';
import { showCase, showState } from './search-attributes.ts';
import { stateQuery } from './state-query.ts';

const { escalateTicket } = proxyActivities<CaseActivities>(LARGER_MODEL);
const { triage, record, refuse } = proxyLocalActivities<CaseActivities>(LOCAL);

/** One ticket: triage in process, a larger model where the label stays in doubt, then a person. */
export async function ticketWorkflow(input: TicketWorkflowInput): Promise<WorkflowResult> {
  const { caseId, ticket } = input;
  let state: CaseState = 'processing';
  setHandler(stateQuery, () => state);
  const review = openReview(caseId, input.waitedMs);
  showCase('ticket', ticket.desk);

  const end = (closed: CaseState, outcome: WorkflowResult['outcome']): WorkflowResult => {
    state = closed;
    showState(closed);
    return { caseId, state, outcome };
  };

  let triaged: TriageAnswer;
  try {
    triaged = input.triaged ? { status: 'review', outcome: input.triaged } : await triage({ caseId, ticket });
  } catch (error) {
    const reason = reasonOf(error);
    return end('rejected', reason.code === CASE_WITHDRAWN ? null : await refuse({ caseId, reason, key: 'refused' }));
  }
  for (const step of input.ladder) {
    if (triaged.status !== 'review') break;
    triaged = await escalate(input, triaged, step);
  }

  const { status, outcome } = triaged;
  if (status === 'review') await review.admit(outcome);
  if (!triaged.recorded)
    await record({ caseId, state: status, outcome, key: DECIDED, deadlineMs: input.review.deadlineMs });
  if (status !== 'review') return end(status, outcome);

  state = 'review';
  showState(state);
  const decided = await review.wait(input.review);
  return end(decided.state, decided.outcome);
}

/** A step that cannot answer leaves the ticket as it was: in doubt. */
async function escalate(
  { caseId, ticket }: TicketWorkflowInput,
  triaged: TriageAnswer,
  step: TicketWorkflowInput['ladder'][number],
): Promise<TriageAnswer> {
  try {
    return await escalateTicket({ caseId, ticket, step, outcome: triaged.outcome });
  } catch (error) {
    reasonOf(error);
    return triaged;
  }
}
