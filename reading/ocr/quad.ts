import type { Box } from '../../schemas/words.ts';

/** A rectangle at any angle: its centre, the unit vector along its text, and its size along and across that vector. */
export interface Quad {
  x: number;
  y: number;
  ux: number;
  uy: number;
  width: number;
  height: number;
}

/** The upright box round the part of a quad between two shares of its width, 0 to 1. */
export function boxOf(quad: Quad, from = 0, to = 1): Box {
  const shift = ((from + to) / 2 - 0.5) * quad.width;
  const half = ((to - from) / 2) * quad.width;
  const dx = Math.abs(quad.ux) * half + Math.abs(quad.uy) * (quad.height / 2);
  const dy = Math.abs(quad.uy) * half + Math.abs(quad.ux) * (quad.height / 2);
  const [x, y] = [quad.x + quad.ux * shift, quad.y + quad.uy * shift];
  return [x - dx, y - dy, x + dx, y + dy];
}
