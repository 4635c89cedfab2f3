import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  condition,
  defineUpdate,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  Trigger,
} from '@temporalio/workflow';
import type { CaseActivities, ReviewAnswer } from '../schemas/activities.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import type { ReviewDecision } from '../schemas/review.ts';
import { REVIEW_UPDATE } from '../schemas/workflow-names.ts';
import type { ReviewTimers } from '../schemas/workflows.ts';
import { refusal } from './refusal.ts';
import { LOCAL, MOST_REMINDERS, STEP } from './retry-policy.ts';

const queued = proxyActivities<CaseActivities>(STEP);
const { applyReview, remind, escalateToLead } = proxyLocalActivities<CaseActivities>(LOCAL);
/** Runs of builds that recorded a decision by an activity of the queue, where it waited behind the readings of documents. */
const DECISION_BESIDE = 'decision-beside';

export const reviewUpdate = defineUpdate<ReviewAnswer, [ReviewDecision]>(REVIEW_UPDATE);

export interface Review {
  /** Lets decisions on `outcome` in. They take effect once `wait` is called, when the outcome is on record. */
  admit(outcome: BlobRef): Promise<void>;
  /** Resolves with what a person decided. */
  wait(timers: ReviewTimers): Promise<ReviewAnswer>;
}

/**
 * Takes decisions on one case. To be called before the workflow's first step, so that a decision that comes too early
 * is refused and not kept. `waitedMs`: how long the case has waited already, on record; a decision may then be what the
 * workflow is begun with, and is let in when its outcome is admitted.
 */
export function openReview(caseId: string, waitedMs?: number): Review {
  let admitted: BlobRef | null = null;
  let assertDecision: ((decision: ReviewDecision) => void) | null = null;
  let isOnRecord = false;
  const settled = new Trigger<ReviewAnswer>();
  let isSettled = false;
  const answers = new Map<string, { text: string; answer: Promise<ReviewAnswer> }>();

  const apply = async (outcome: BlobRef, decision: ReviewDecision): Promise<ReviewAnswer> => {
    await condition(() => isOnRecord);
    const step = patched(DECISION_BESIDE) ? applyReview : queued.applyReview;
    const answer = await step({ caseId, outcome, decision });
    isSettled = true;
    settled.resolve(answer);
    return answer;
  };

  const decide = async (decision: ReviewDecision): Promise<ReviewAnswer> => {
    const known = answers.get(decision.id);
    if (known) return await known.answer;
    if (admitted === null) throw notOpen(caseId);
    const answer = apply(admitted, decision);
    answers.set(decision.id, { text: JSON.stringify(decision), answer });
    try {
      return await answer;
    } catch (error) {
      answers.delete(decision.id);
      throw error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : error;
    }
  };

  const validator = (decision: ReviewDecision): void => {
    if (admitted === null || assertDecision === null) throw notOpen(caseId);
    assertDecision(decision);
    const known = answers.get(decision.id);
    if (known?.text === JSON.stringify(decision)) return;
    if (known)
      throw refusal(
        'request.conflict',
        `Decision ${decision.id} on case ${caseId} is another one; give this one a new id`,
      );
    if (answers.size > 0) throw refusal('review.not-open', `Another decision on case ${caseId} is being recorded`);
  };

  const takeDecisions = (): void => setHandler(reviewUpdate, decide, { validator });
  if (waitedMs === undefined) takeDecisions();

  return {
    async admit(outcome) {
      // Loaded here: most cases never wait for a person, and evaluating zod would cost each more CPU than its inference.
      ({ assertDecision } = await import(/* webpackMode: "eager" */ './review-decision.ts'));
      admitted = outcome;
      if (waitedMs !== undefined) takeDecisions();
    },
    async wait(timers) {
      isOnRecord = true;
      const waits = [remindUntilSettled, escalateUnlessSettled];
      await Promise.all(waits.map((wait) => wait(caseId, timers, waitedMs ?? 0, () => isSettled)));
      const answer = await settled;
      await condition(allHandlersFinished);
      return answer;
    },
  };
}

const notOpen = (caseId: string) => refusal('review.not-open', `Case ${caseId} is not waiting for review`);

/** Runs of builds that knew no lead have no timer for it: theirs are escalated when the deadline passes. */
const LEAD_AT_DEADLINE = 'lead-at-deadline';

/**
 * Reminds every `reminderMs` until the deadline, then once more with `overdue`. The deadline closes nothing: an overdue
 * case stays in review, since a decision by the clock would be worse than a late one.
 */
async function remindUntilSettled(
  caseId: string,
  timers: ReviewTimers,
  waitedMs: number,
  isSettled: () => boolean,
): Promise<void> {
  const { deadlineMs, reminderMs } = timers;
  let waited = Math.min(waitedMs, deadlineMs - 1);
  for (let ordinal = 1; waited < deadlineMs; ordinal += 1) {
    const untilReminder = reminderMs - (waited % reminderMs);
    const pause = ordinal > MOST_REMINDERS ? deadlineMs - waited : Math.min(untilReminder, deadlineMs - waited);
    if (await condition(isSettled, pause)) return;
    waited += pause;
    await remind({ caseId, ordinal, overdue: waited >= deadlineMs });
  }
  if (timers.leadMs === undefined && patched(LEAD_AT_DEADLINE)) await escalateToLead({ caseId });
}

/** Hands the case on to a lead at its time. That closes nothing either. */
async function escalateUnlessSettled(
  caseId: string,
  timers: ReviewTimers,
  waitedMs: number,
  isSettled: () => boolean,
): Promise<void> {
  const { leadMs } = timers;
  if (leadMs === undefined || (await condition(isSettled, Math.max(1, leadMs - waitedMs)))) return;
  await escalateToLead({ caseId });
}
