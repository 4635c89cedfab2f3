import type { SparseRow } from './gram-features.ts';

/** What a linear head reads of one text: its embedding of length one, where there is an encoder, and its grams. */
export type HeadInput = { dense: Float32Array; sparse: SparseRow };

/** Softmax regression: `weights` [dense + grams, labels] row by row, then `bias` [labels]. */
export type LinearHead = { dense: number; labels: number; weights: Float32Array; bias: Float32Array };

/** The logits of one text, written into `logits`. */
export function headLogits(head: LinearHead, { dense, sparse }: HeadInput, logits: Float64Array): Float64Array {
  const { weights, labels } = head;
  logits.set(head.bias);
  for (let feature = 0; feature < head.dense; feature++) {
    const value = dense[feature] as number;
    const row = feature * labels;
    for (let label = 0; label < labels; label++) (logits[label] as number) += value * (weights[row + label] as number);
  }
  for (let index = 0; index < sparse.columns.length; index++) {
    const value = sparse.values[index] as number;
    const row = (head.dense + (sparse.columns[index] as number)) * labels;
    for (let label = 0; label < labels; label++) (logits[label] as number) += value * (weights[row + label] as number);
  }
  return logits;
}
