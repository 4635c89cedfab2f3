import { stakeOf, urgentAt } from '../checks/review-urgency.ts';
import type { Outcome } from '../schemas/case.ts';
import type { Queued } from '../store/outcomes.ts';

/** Where a case that goes to a person now stands among those that wait. */
export function placeInQueue(decided: Outcome, deadlineMs: number, now: number = Date.now()): Queued {
  const stake = stakeOf(decided);
  return { dueAt: new Date(now + deadlineMs), urgentAt: new Date(urgentAt(now, deadlineMs, stake)), stake };
}
