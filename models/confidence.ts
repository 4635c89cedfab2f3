import type { AcceptanceThreshold, ModelCard } from '../schemas/model-card.ts';
import { logOdds, sigmoid } from './log-odds.ts';

type Calibration = NonNullable<ModelCard['calibration']>;

/** The entry of a name, else the one for all names. */
function entryOf<T>(entries: Record<string, T> | undefined, name: string): T | undefined {
  return entries?.[name] ?? entries?.['*'];
}

/** Calibrated probability that a value is right (Platt 1999, on the log-odds of its score `raw` in 0..1). */
export function calibratedConfidence(calibration: Calibration, name: string, raw: number): number {
  const [slope, offset] = entryOf(calibration.platt, name) ?? [1, 0];
  return sigmoid(slope * logOdds(raw) + offset);
}

/** Does the confidence reach the bound of its name? Without a bound nothing is accepted. */
export function isAccepted(thresholds: Record<string, AcceptanceThreshold>, name: string, confidence: number): boolean {
  const bound = entryOf(thresholds, name)?.threshold ?? null;
  return bound !== null && confidence >= bound;
}
