import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import { logSumExp } from '../softmax.ts';
import { binomialTail } from './binomial.ts';

export const ALPHA = 0.02;
export const DELTA = 0.05;

/**
 * The temperature that minimises the negative log-likelihood of the truth (Guo et al. 2017), by golden section. One row more
 * than there are is taken to be wrong (Platt 1999): answers that are all right do not make a desk boundlessly sure.
 */
export function fitTemperature(
  logits: readonly Float32Array[],
  truth: Int32Array,
): { temperature: number; loss: number } {
  const doubt = 1 / (logits.length + 2);
  const loss = (logTemperature: number) => {
    const temperature = Math.exp(logTemperature);
    return logits.reduce((sum, row, index) => {
      const right = row[truth[index] as number] as number;
      const others = (row.reduce((all, value) => all + value, 0) - right) / Math.max(1, row.length - 1);
      return sum + logSumExp(row, temperature) - ((1 - doubt) * right + doubt * others) / temperature;
    }, 0);
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.05), Math.log(20)];
  for (let step = 0; step < 40; step++) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  const best = (low + high) / 2;
  return { temperature: Math.exp(best), loss: loss(best) };
}

/** Mean gap of confidence and accuracy over equal-width bins (Guo et al. 2017). */
export function calibrationError(confidence: Float64Array, right: readonly boolean[], bins = 15): number {
  const inBin = Map.groupBy(confidence.keys(), (row) => Math.max(0, Math.ceil((confidence[row] as number) * bins) - 1));
  let error = 0;
  for (const rows of inBin.values()) {
    const gap = rows.reduce((sum, row) => sum + (confidence[row] as number) - (right[row] ? 1 : 0), 0);
    error += Math.abs(gap) / confidence.length;
  }
  return error;
}

/** `candidates`: rows that may be accepted; those flagged out of scope never are. */
export type BoundOptions = { alpha?: number; delta?: number; candidates?: readonly boolean[] };

/** A threshold that a new score of the same population exceeds with probability at most `share` (conformal rank). */
export function upperQuantile(scores: readonly number[], share: number): number {
  const rank = Math.min(scores.length, Math.ceil((scores.length + 1) * (1 - share)));
  return [...scores].sort((a, b) => a - b)[rank - 1] ?? Number.POSITIVE_INFINITY;
}

/**
 * The smallest confidence whose accepted rows keep the error below `alpha` with probability 1 - `delta`.
 * As `acceptance_bound` of training/docket_training/calibrate.py: Learn then Test (Angelopoulos et al. 2021) with exact
 * binomial tails, a fixed sequence from strict to lenient, started at two places that share `delta`.
 */
export function acceptanceBound(
  confidence: Float64Array,
  right: readonly boolean[],
  population: string,
  { alpha = ALPHA, delta = DELTA, candidates }: BoundOptions = {},
): AcceptanceThreshold {
  const total = right.length;
  const order = [...confidence.keys()]
    .filter((row) => candidates?.[row] ?? true)
    .sort((a, b) => (confidence[b] as number) - (confidence[a] as number));
  const most = order.length;
  const errorsUpTo = new Int32Array(most + 1);
  order.forEach((row, rank) => {
    errorsUpTo[rank + 1] = (errorsUpTo[rank] as number) + (right[row] ? 0 : 1);
  });
  const ranked = (rank: number) => confidence[order[rank] as number] as number;
  const step = Math.max(1, Math.floor(total / 100));
  const [atFirst, atHalf] = [delta / 4, (delta * 3) / 4];
  const first = Math.ceil(Math.log(atFirst) / Math.log(1 - alpha));
  let best = 0;
  for (const [start, level] of [
    [first, atFirst],
    [Math.max(first, Math.floor(most / 2)), atHalf],
  ] as const) {
    for (const rank of ranks(start, most, step)) {
      let count = rank;
      while (count < most && ranked(count) === ranked(rank - 1)) count++;
      if (binomialTail(errorsUpTo[count] as number, count, alpha) > level) break;
      best = Math.max(best, count);
    }
  }
  return {
    threshold: best > 0 ? ranked(best - 1) : null,
    alpha,
    delta,
    n: total,
    groups: null,
    coverage: total > 0 ? best / total : 0,
    population,
  };
}

function ranks(start: number, total: number, step: number): number[] {
  const list: number[] = [];
  for (let rank = start; rank < total; rank += step) list.push(rank);
  if (total >= start && total > 0) list.push(total);
  return list;
}
