import type { Evidence } from '../../schemas/evidence.ts';
import { sameValue } from './same-value.ts';

/**
 * Two probabilities that speak for one value, as independent witnesses: both right, against both wrong. Agreement never
 * lowers.
 */
function agreed(a: number, b: number): number {
  const bothRight = a * b;
  const bothWrong = (1 - a) * (1 - b);
  return bothRight + bothWrong === 0 ? Math.max(a, b) : Math.max(a, b, bothRight / (bothRight + bothWrong));
}

/** The probability of the likelier of two values that exclude each other: it alone is right, given not both are. */
export function disagreed(likelier: number, other: number): number {
  const notBoth = 1 - likelier * other;
  return notBoth === 0 ? 0.5 : (likelier * (1 - other)) / notBoth;
}

/**
 * What two witnesses say together of one field: agreement raises the confidence, disagreement lowers that of the
 * likelier value. Silence says nothing.
 */
export function mergeEvidence(current: Evidence | undefined, answer: Evidence | undefined): Evidence | undefined {
  if (answer?.value == null) return current;
  if (current?.value == null) return answer;
  const [likelier, other] = answer.confidence > current.confidence ? [answer, current] : [current, answer];
  const combine = sameValue(current.value, answer.value) ? agreed : disagreed;
  return { ...likelier, accepted: false, confidence: combine(likelier.confidence, other.confidence) };
}
