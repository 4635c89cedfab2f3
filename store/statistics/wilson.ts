import type { CountedShare } from '../../schemas/statistics.ts';

/** Normal quantile of 97.5 %. */
const Z = 1.959964;

/** The share `hits` of `n` with its interval of 95 % (Wilson 1927); null of nothing. */
export function wilson(hits: number, n: number): CountedShare | null {
  if (n === 0) return null;
  const value = hits / n;
  const scale = 1 + Z ** 2 / n;
  const middle = (value + Z ** 2 / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((value * (1 - value)) / n + Z ** 2 / (4 * n ** 2));
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half), n };
}
