import type { Producer } from '../../schemas/evidence.ts';
import { ALL_FIELDS, type StepGain } from '../../schemas/step-gain.ts';

/** With fewer values in doubt than this a measurement says nothing. */
export const LEAST_ROWS = 50;

export interface StepOf {
  desk: string;
  step: StepGain['step'];
  model: Producer;
  /** The specialist that is in doubt. */
  beside: Producer;
}

const isSame = (a: Producer, b: Producer): boolean =>
  a.name === b.name && a.version === b.version && (a.sha256 === null || b.sha256 === null || a.sha256 === b.sha256);

/** The measurement that speaks of a field: its own, else the one of all fields of its desk. */
export function measuredGain(gains: readonly StepGain[], of: StepOf, field: string): StepGain | undefined {
  const spoken = gains.filter(
    (gain) =>
      gain.desk === of.desk &&
      gain.step === of.step &&
      isSame(gain.model, of.model) &&
      isSame(gain.beside, of.beside) &&
      gain.rows >= LEAST_ROWS,
  );
  return spoken.find((gain) => gain.field === field) ?? spoken.find((gain) => gain.field === ALL_FIELDS);
}

/**
 * Why a step is not worth taking for a field; null where it is: it was measured to gain, or nothing was measured and the
 * operator configured it.
 */
export function whyNotAsked(gains: readonly StepGain[], of: StepOf, field: string): string | null {
  const measured = measuredGain(gains, of, field);
  if (!measured || measured.low > 0) return null;
  const { rows, before, after, low, high } = measured;
  const interval = `${low.toFixed(3)} to ${high.toFixed(3)}`;
  return `${of.model.name} was no gain: of ${rows} values in doubt ${before} were right before and ${after} after (gain ${interval})`;
}
