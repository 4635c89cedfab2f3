/** log Σ exp(x / temperature) over `logits`, stable for large values. */
export function logSumExp(logits: Float32Array | readonly number[], temperature = 1): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logits.length; i += 1) highest = Math.max(highest, (logits[i] ?? 0) / temperature);
  let sum = 0;
  for (let i = 0; i < logits.length; i += 1) sum += Math.exp((logits[i] ?? 0) / temperature - highest);
  return highest + Math.log(sum);
}

/** Probabilities of a softmax at `temperature` (Guo et al. 2017: calibration by temperature). */
export function softmax(logits: Float32Array | readonly number[], temperature = 1): number[] {
  const total = logSumExp(logits, temperature);
  const probabilities = new Array<number>(logits.length);
  for (let i = 0; i < logits.length; i += 1) probabilities[i] = Math.exp((logits[i] ?? 0) / temperature - total);
  return probabilities;
}
