import type { LinearHead } from '../linear-head.ts';
import { fitTemperature } from './calibrate.ts';

/** Shares of the head over embedding and grams that are tried; the rest is the head over the grams alone. */
const SHARES = [0, 0.25, 0.5, 0.75, 1];

/** Logits of one text from both heads. */
export type BothLogits = { whole: Float32Array; grams: Float32Array };

export const blendLogits = ({ whole, grams }: BothLogits, share: number): Float32Array =>
  whole.map((value, label) => share * value + (1 - share) * (grams[label] ?? 0));

/** One head with the blended logits of two. */
export function blendHeads(whole: LinearHead, grams: LinearHead, share: number): LinearHead {
  const rows = whole.dense * whole.labels;
  return {
    ...whole,
    weights: whole.weights.map((weight, place) => share * weight + (1 - share) * (grams.weights[place - rows] ?? 0)),
    bias: whole.bias.map((value, label) => share * value + (1 - share) * (grams.bias[label] ?? 0)),
  };
}

/**
 * The share that makes the truth of rows that neither head saw most likely. Where an embedding says little, as of tickets
 * without stop words, it crowds out the words that say much.
 */
export function chooseShare(answers: readonly BothLogits[], truth: Int32Array): number {
  const losses = SHARES.map(
    (share) =>
      fitTemperature(
        answers.map((both) => blendLogits(both, share)),
        truth,
      ).loss,
  );
  return SHARES[losses.indexOf(Math.min(...losses))] ?? 1;
}
