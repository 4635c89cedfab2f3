import type { Producer } from '../../schemas/evidence.ts';
import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import type { StepGain } from '../../schemas/step-gain.ts';
import type { LabelDecision, LabelScore } from '../../schemas/ticket.ts';
import { binomialTail } from '../desk-training/binomial.ts';

/** What a larger model's label does to the one in doubt. */
export interface MergedLabel {
  label: LabelDecision;
  said: 'agreed' | 'disagreed' | 'nothing-found';
  /** Both name it, and where they did on measured rows the desk's bound held. */
  vouched: boolean;
}

/** Did labels that both models named keep the error of a bound, with its certainty? */
export function agreementHolds(measured: StepGain | undefined, bound: AcceptanceThreshold | undefined): boolean {
  if (!measured || !bound) return false;
  const { rows, right } = measured.agreed;
  return rows > 0 && binomialTail(rows - right, rows, bound.alpha) <= bound.delta;
}

/**
 * Agreement settles a doubt only where a measurement vouches for it. Another label takes the place of the first as the
 * suggestion where the larger model was measured to gain, else it is the first alternative; either way a person decides.
 */
export function mergeLabel(
  doubtful: LabelDecision,
  answer: LabelScore | null,
  by: Producer,
  { measured, bound }: { measured: StepGain | undefined; bound: AcceptanceThreshold | undefined },
): MergedLabel {
  if (answer === null) return { label: doubtful, said: 'nothing-found', vouched: false };
  if (answer.label === doubtful.label)
    return { label: doubtful, said: 'agreed', vouched: agreementHolds(measured, bound) };
  const others = doubtful.alternatives.filter(({ label }) => label !== answer.label);
  if (!measured || measured.low <= 0)
    return { label: { ...doubtful, alternatives: [answer, ...others] }, said: 'disagreed', vouched: false };
  const { label, confidence } = doubtful;
  const suggestion: LabelDecision = {
    label: answer.label,
    confidence: measured.after / measured.rows,
    accepted: false,
    source: 'llm',
    by,
    alternatives: [{ label, confidence }, ...others],
  };
  return { label: suggestion, said: 'disagreed', vouched: false };
}
