import { boxOf, type Quad } from '../ocr/quad.ts';

/** The least width of a clear band between papers side by side, in heights of a usual line. */
const LEAST_BAND = 1.2;

/**
 * Ways to cut the lines of a page in two along an upright band that is clear from its top to its bottom, the widest first.
 * @returns for each way the indices of the lines on the left and on the right
 */
export function textColumns(quads: readonly Quad[]): number[][][] {
  const heights = quads.map(({ width, height }) => Math.min(width, height)).toSorted((a, b) => a - b);
  const least = LEAST_BAND * (heights[heights.length >> 1] ?? 0);
  const extents = quads
    .map((quad, line) => ({ line, left: boxOf(quad)[0], right: boxOf(quad)[2] }))
    .toSorted((a, b) => a.left - b.left);
  const bands: { width: number; count: number }[] = [];
  let reached = Number.POSITIVE_INFINITY;
  for (const [count, { left, right }] of extents.entries()) {
    if (left - reached >= least) bands.push({ width: left - reached, count });
    reached = count === 0 ? right : Math.max(reached, right);
  }
  const lines = extents.map(({ line }) => line);
  return bands.toSorted((a, b) => b.width - a.width).map(({ count }) => [lines.slice(0, count), lines.slice(count)]);
}
