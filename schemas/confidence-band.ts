import { z } from 'zod';
import type { AcceptanceThreshold } from './model-card.ts';

export const confidenceBand = z.enum(['high', 'medium', 'low']);
export type ConfidenceBand = z.infer<typeof confidenceBand>;

/** Where a card states no other: a calibrated confidence of one half says that the value is as likely right as wrong. */
export const MEDIUM_FROM = 0.5;

/**
 * High: reaches the threshold, so its bound on the error holds. Medium: does not, but is likelier right than wrong, or
 * reaches what its card states. Low: the rest, and everything out of scope.
 */
export function bandOf(confidence: number, bound: AcceptanceThreshold | undefined, outOfScope = false): ConfidenceBand {
  if (outOfScope) return 'low';
  const threshold = bound?.threshold ?? null;
  if (threshold !== null && confidence >= threshold) return 'high';
  return confidence >= (bound?.mediumFrom ?? MEDIUM_FROM) ? 'medium' : 'low';
}
