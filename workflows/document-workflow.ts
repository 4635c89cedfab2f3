import {
  ParentClosePolicy,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import {
  CASE_WITHDRAWN,
  type CaseActivities,
  type CheckAnswer,
  DECIDED,
  type EscalationAnswer,
  type PartRequest,
  type ReadAnswer,
} from '../schemas/activities.ts';
import type { CaseState } from '../schemas/case.ts';
import { caseWorkflowId, workflowNames } from '../schemas/workflow-names.ts';
import type { DocumentWorkflowInput, WorkflowResult } from '../schemas/workflows.ts';
import { reasonOf } from './failure-reason.ts';
import { INFERENCE, LARGER_MODEL, LOCAL, READING, STEP } from './retry-policy.ts';
import { openReview } from './review.ts';
import { showCase, showState } from './search-attributes.ts';
import { stateQuery } from './state-query.ts';

const { read } = proxyActivities<CaseActivities>(READING);
const { openParts } = proxyActivities<CaseActivities>(STEP);
const { extract, askTeacher } = proxyActivities<CaseActivities>(INFERENCE);
const { askLargerModel } = proxyActivities<CaseActivities>(LARGER_MODEL);
const { route, importXml, check, record, refuse } = proxyLocalActivities<CaseActivities>(LOCAL);

/** One document from its bytes to a decision: read, route, extract, check, escalate, and a person where doubt stays. */
export async function documentWorkflow(input: DocumentWorkflowInput): Promise<WorkflowResult> {
  const { caseId } = input;
  let state: CaseState = 'processing';
  setHandler(stateQuery, () => state);
  const review = openReview(caseId);
  showCase('document', null);

  const end = (closed: CaseState, outcome: WorkflowResult['outcome']): WorkflowResult => {
    state = closed;
    showState(closed);
    return { caseId, state, outcome };
  };

  let checked: CheckAnswer;
  try {
    checked = await decide(input);
  } catch (error) {
    const reason = reasonOf(error);
    return end('rejected', reason.code === CASE_WITHDRAWN ? null : await refuse({ caseId, reason, key: 'refused' }));
  }

  const { status, outcome } = checked;
  if (status === 'review') await review.admit(outcome);
  await record({ caseId, state: status, outcome, key: DECIDED, deadlineMs: input.review.deadlineMs });
  if (status !== 'review') return end(status, outcome);

  state = 'review';
  showState(state);
  const decided = await review.wait(input.review);
  return end(decided.state, decided.outcome);
}

async function decide(input: DocumentWorkflowInput): Promise<CheckAnswer> {
  const { caseId, arrival } = input;
  const file = await read({ caseId, arrival, reading: input.reading ?? null });
  const part: PartRequest = { caseId, reading: file.reading, part: arrival.part };
  if (arrival.part === 1 && file.parts > 1) await startOtherParts(input, part, file);

  const { specialist } = await route(part);
  const extraction =
    specialist === null
      ? await importXml({ ...part, file: arrival.blob.sha256 })
      : await extract({ ...part, model: specialist });
  const today = workflowInfo().startTime.toISOString().slice(0, 10);
  const answers: EscalationAnswer[] = [];
  const checkAgain = () => check({ ...part, specialist, extraction, answers, today });

  let checked = await checkAgain();
  for (const step of input.ladder) {
    const fields = checked.doubts;
    if (checked.status !== 'review' || fields.length === 0) break;
    const ask = step === 'teacher' ? askTeacher : askLargerModel;
    try {
      const answer = await ask({ ...part, step, fields, outcome: checked.outcome });
      answers.push({ step, fields, answer, problem: null });
    } catch (error) {
      answers.push({ step, fields, answer: null, problem: reasonOf(error).code });
    }
    checked = await checkAgain();
  }
  return checked;
}

/** The further documents of a file go their own way and outlive this one. */
async function startOtherParts(input: DocumentWorkflowInput, part: PartRequest, file: ReadAnswer): Promise<void> {
  const { review, ladder, arrival } = input;
  const opened = await openParts({ ...part, arrival });
  await Promise.all(
    opened.map((child) =>
      startChild<typeof documentWorkflow>(workflowNames.document, {
        workflowId: caseWorkflowId(child.caseId),
        args: [{ ...child, review, ladder, reading: file.reading }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
      }),
    ),
  );
}
