import type { ModelCard } from '../schemas/model-card.ts';
import { logSumExp, softmax } from './softmax.ts';

export type OutOfScopeRule = NonNullable<NonNullable<ModelCard['calibration']>['outOfScope']>;

/**
 * How far a text is from everything the specialist knows; higher = more likely out of scope.
 * `energy`: -T · log Σ exp(logit / T) (Liu et al. 2020). `max-probability`: 1 - the largest softmax at T (Hendrycks 2017).
 */
export function outOfScopeScore(logits: Float32Array, rule: Pick<OutOfScopeRule, 'score' | 'temperature'>): number {
  return rule.score === 'energy'
    ? -rule.temperature * logSumExp(logits, rule.temperature)
    : 1 - Math.max(...softmax(logits, rule.temperature));
}

/** Compares with the card's threshold in the direction that the card states. */
export function isOutOfScope(score: number, rule: OutOfScopeRule): boolean {
  return rule.higherIsOutOfScope ? score >= rule.threshold : score <= rule.threshold;
}
