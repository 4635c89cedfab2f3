/** log Σ exp(x / temperature) over `logits`, stable for large values. */
export function logSumExp(logits: Float32Array | readonly number[], temperature = 1): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of logits) highest = Math.max(highest, value / temperature);
  let sum = 0;
  for (const value of logits) sum += Math.exp(value / temperature - highest);
  return highest + Math.log(sum);
}

/** Probabilities of a softmax at `temperature` (Guo et al. 2017: calibration by temperature). */
export function softmax(logits: Float32Array | readonly number[], temperature = 1): number[] {
  const total = logSumExp(logits, temperature);
  return Array.from(logits, (value) => Math.exp(value / temperature - total));
}
