/** A slope with its 95 % interval, in units of y per unit of x. */
export interface Trend {
  slope: number;
  low: number;
  high: number;
  points: number;
}

/** Two-sided 95 % of the normal distribution. */
const Z = 1.959964;

const middle = (sorted: readonly number[]): number => {
  const half = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(half) - 1] ?? Number.NaN, sorted[Math.floor(half)] ?? Number.NaN];
  return (below + above) / 2;
};

export const median = (values: readonly number[]): number => middle(values.toSorted((a, b) => a - b));

/**
 * The slope of Theil (1950) and Sen (1968): the median of the slopes of all pairs of points, which up to 29 % of outliers
 * do not move; the interval by Sen's ranks, from the variance of Kendall's S. Null with fewer than 5 points.
 */
export function theilSen(points: readonly { x: number; y: number }[]): Trend | null {
  const count = points.length;
  if (count < 5) return null;
  const slopes: number[] = [];
  for (const [index, a] of points.entries()) {
    for (const b of points.slice(index + 1)) if (a.x !== b.x) slopes.push((b.y - a.y) / (b.x - a.x));
  }
  slopes.sort((a, b) => a - b);
  const spread = Z * Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const at = (rank: number) => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))] ?? Number.NaN;
  return {
    slope: middle(slopes),
    low: at((slopes.length - spread) / 2 - 1),
    high: at((slopes.length + spread) / 2),
    points: count,
  };
}

/** Medians of windows of x, so that single outliers weigh little. */
export function mediansBy(points: readonly { x: number; y: number }[], width: number): { x: number; y: number }[] {
  const windows = Map.groupBy(points, ({ x }) => Math.floor(x / width));
  return [...windows.values()].map((window) => ({
    x: median(window.map(({ x }) => x)),
    y: median(window.map(({ y }) => y)),
  }));
}
