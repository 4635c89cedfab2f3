import type { Box } from '../../schemas/place.ts';

/** A rectangle at any angle: its centre, the unit vector along its text, and its size along and across that vector. */
export interface Quad {
  x: number;
  y: number;
  ux: number;
  uy: number;
  width: number;
  height: number;
}

/** An upright box as a quad. */
export const quadOf = ([x0, y0, x1, y1]: Box): Quad => ({
  x: (x0 + x1) / 2,
  y: (y0 + y1) / 2,
  ux: 1,
  uy: 0,
  width: x1 - x0,
  height: y1 - y0,
});

/** The upright box round the part of a quad between two shares of its width, 0 to 1. */
export function boxOf(quad: Quad, from = 0, to = 1): Box {
  const shift = ((from + to) / 2 - 0.5) * quad.width;
  const half = ((to - from) / 2) * quad.width;
  const dx = Math.abs(quad.ux) * half + Math.abs(quad.uy) * (quad.height / 2);
  const dy = Math.abs(quad.uy) * half + Math.abs(quad.ux) * (quad.height / 2);
  const [x, y] = [quad.x + quad.ux * shift, quad.y + quad.uy * shift];
  return [x - dx, y - dy, x + dx, y + dy];
}

/** Whether a point lies in a quad. */
export function holds(quad: Quad, x: number, y: number): boolean {
  const [dx, dy] = [x - quad.x, y - quad.y];
  const along = Math.abs(dx * quad.ux + dy * quad.uy);
  const across = Math.abs(dy * quad.ux - dx * quad.uy);
  return along <= quad.width / 2 && across <= quad.height / 2;
}

/** The four corners of a quad. */
export function cornersOf({ x, y, ux, uy, width, height }: Quad): [number, number][] {
  const [ax, ay, bx, by] = [(ux * width) / 2, (uy * width) / 2, (-uy * height) / 2, (ux * height) / 2];
  return [
    [x - ax - bx, y - ay - by],
    [x + ax - bx, y + ay - by],
    [x + ax + bx, y + ay + by],
    [x - ax + bx, y - ay + by],
  ];
}

/** Whether two quads share any place: no side of either parts them (separating axes). */
export function overlap(a: Quad, b: Quad): boolean {
  const corners = [cornersOf(a), cornersOf(b)];
  return [a, b].every(({ ux, uy }) =>
    [
      [ux, uy],
      [-uy, ux],
    ].every(([nx = 0, ny = 0]) => {
      const [one = [], other = []] = corners.map((points) => points.map(([x, y]) => x * nx + y * ny));
      return Math.max(...one) > Math.min(...other) && Math.max(...other) > Math.min(...one);
    }),
  );
}
