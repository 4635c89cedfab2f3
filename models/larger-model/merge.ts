import type { Evidence } from '../../schemas/evidence.ts';
import { sameValue } from './same-value.ts';

/** The probability of the likelier of two values that exclude each other: it alone is right, given not both are. */
export function disagreed(likelier: number, other: number): number {
  const notBoth = 1 - likelier * other;
  return notBoth === 0 ? 0.5 : (likelier * (1 - other)) / notBoth;
}

/**
 * What a language model adds to what is known of a field. Agreement adds nothing by itself: nobody knows how often the two
 * err alike. Disagreement lowers the likelier value. Silence says nothing.
 */
export function mergeEvidence(current: Evidence | undefined, answer: Evidence | undefined): Evidence | undefined {
  if (answer?.value == null) return current;
  if (current?.value == null) return answer;
  if (sameValue(current.value, answer.value)) return { ...current, accepted: false };
  const [likelier, other] = answer.confidence > current.confidence ? [answer, current] : [current, answer];
  return { ...likelier, accepted: false, confidence: disagreed(likelier.confidence, other.confidence) };
}
