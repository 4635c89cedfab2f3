import type { Quad } from './quad.ts';

export type Point = readonly [number, number];

/** Convex hull, counter-clockwise (A. M. Andrew's monotone chain). */
function convexHull(points: Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (ordered: Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      for (let a = chain.at(-2), b = chain.at(-1); a && b; a = chain.at(-2), b = chain.at(-1)) {
        if ((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  if (sorted.length < 3) return sorted;
  return [...half(sorted), ...half(sorted.toReversed())];
}

/** Turns a quad so that its text runs to the right. */
function readingDirection({ x, y, ux, uy, width, height }: Quad): Quad {
  const level =
    Math.abs(ux) >= Math.abs(uy)
      ? { x, y, ux, uy, width, height }
      : { x, y, ux: uy, uy: -ux, width: height, height: width };
  return level.ux < 0 ? { ...level, ux: -level.ux, uy: -level.uy } : level;
}

/** The rectangle of least area round the points: one of its sides lies along a side of their convex hull. */
export function minAreaRect(points: Point[]): Quad | null {
  const hull = convexHull(points);
  let best: Quad | null = null;
  let bestArea = Number.POSITIVE_INFINITY;
  for (const [index, a] of hull.entries()) {
    const b = hull[(index + 1) % hull.length] ?? a;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (length === 0) continue;
    const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    let [minAlong, maxAlong, minAcross, maxAcross] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [px, py] of hull) {
      const [along, across] = [px * ux + py * uy, py * ux - px * uy];
      minAlong = Math.min(minAlong, along);
      maxAlong = Math.max(maxAlong, along);
      minAcross = Math.min(minAcross, across);
      maxAcross = Math.max(maxAcross, across);
    }
    const [width, height] = [maxAlong - minAlong, maxAcross - minAcross];
    if (width * height >= bestArea) continue;
    bestArea = width * height;
    const [along, across] = [(minAlong + maxAlong) / 2, (minAcross + maxAcross) / 2];
    best = { x: along * ux - across * uy, y: along * uy + across * ux, ux, uy, width, height };
  }
  return best && readingDirection(best);
}
