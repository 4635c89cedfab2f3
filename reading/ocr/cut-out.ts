import type { Raster } from '../raster.ts';
import { boxOf, holds, type Quad } from './quad.ts';

/** Cuts a rectangle at any angle out of a page, upright, with white where it does not reach. `left` and `top` lie on the page. */
export function cutOut(raster: Raster, rect: Quad): { raster: Raster; left: number; top: number } {
  const [x0, y0, x1, y1] = boxOf(rect);
  const [left, top] = [Math.max(0, Math.floor(x0)), Math.max(0, Math.floor(y0))];
  const width = Math.min(raster.width, Math.ceil(x1)) - left;
  const height = Math.min(raster.height, Math.ceil(y1)) - top;
  const data = new Uint8Array(3 * width * height).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!holds(rect, left + x + 0.5, top + y + 0.5)) continue;
      const from = 3 * ((top + y) * raster.width + left + x);
      data.set(raster.data.subarray(from, from + 3), 3 * (y * width + x));
    }
  }
  return { raster: { width, height, data }, left, top };
}
