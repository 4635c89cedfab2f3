import { Decimal } from 'decimal.js';
import type { Outcome } from '../schemas/case.ts';
import type { Stake } from '../schemas/review-queue.ts';
import type { PriorityLevel } from '../schemas/ticket.ts';

/** Share of the deadline by which the heaviest case is put forward: below 1, so that time alone brings every case to the front. */
const MOST_FORWARD = 0.75;
/** An amount with so many digits before the point weighs fully. Logarithmic, so that currencies need no rates. */
const FULL_DIGITS = 6;
const priorityWeights: Record<PriorityLevel, number> = { low: 0, normal: 1 / 3, high: 2 / 3, urgent: 1 };

/** What depends on a case. */
export function stakeOf(outcome: Outcome): Stake {
  if (outcome.kind === 'ticket') return { amount: null, currency: null, priority: outcome.result.priority.level };
  if (outcome.kind === 'refused') return { amount: null, currency: null, priority: null };
  const { totalGross, amountDue, currency } = outcome.result.fields;
  return { amount: (totalGross ?? amountDue)?.value ?? null, currency: currency?.value ?? null, priority: null };
}

/** 0 for what weighs nothing, 1 for the heaviest. */
export function weightOf({ amount, priority }: Stake): number {
  if (priority !== null) return priorityWeights[priority];
  if (amount === null || !/^-?\d+(\.\d+)?$/.test(amount)) return 0;
  const digits = Decimal.log10(new Decimal(amount).abs().plus(1)).toNumber();
  return Math.min(1, digits / FULL_DIGITS);
}

/**
 * The instant that orders the queue, earliest first, in milliseconds: the deadline, put forward by up to three quarters of
 * the time until then for what weighs most. It never changes, so pages of the queue hold together.
 */
export function urgentAt(since: number, deadlineMs: number, stake: Stake): number {
  return Math.round(since + deadlineMs * (1 - MOST_FORWARD * weightOf(stake)));
}
