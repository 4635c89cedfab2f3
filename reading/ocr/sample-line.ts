import type { Raster } from '../raster.ts';
import type { Quad } from './quad.ts';

/** Height of a line as the recognition network wants it. */
export const LINE_HEIGHT = 48;
/** Longest line in network pixels; longer ones are squeezed. */
const MAX_LINE_WIDTH = 2400;

/** Width of a line in network pixels at its own proportions. */
export function lineWidth(quad: Quad): number {
  return Math.min(MAX_LINE_WIDTH, Math.max(8, Math.ceil((LINE_HEIGHT * quad.width) / Math.max(1, quad.height))));
}

/**
 * Cuts a line out of the page, turned level, into planar BGR scaled to -1 … 1: `tensor[channel][48][stride]` from
 * `offset` on, `width` columns of it. Samples bilinearly, several times a pixel where the line is reduced.
 */
export function sampleLine(
  raster: Raster,
  quad: Quad,
  width: number,
  tensor: Float32Array,
  offset: number,
  stride: number,
): void {
  const { data, width: columns, height: rows } = raster;
  const [maxX, maxY] = [columns - 1, rows - 1];
  const plane = LINE_HEIGHT * stride;
  const samples = Math.max(1, Math.min(6, Math.round(quad.height / LINE_HEIGHT)));
  const weight = 1 / (samples * samples * 127.5);
  for (let y = 0; y < LINE_HEIGHT; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let [red, green, blue] = [0, 0, 0];
      for (let sample = 0; sample < samples * samples; sample += 1) {
        const [i, j] = [sample % samples, Math.floor(sample / samples)];
        const along = ((x + (i + 0.5) / samples) / width - 0.5) * quad.width;
        const across = ((y + (j + 0.5) / samples) / LINE_HEIGHT - 0.5) * quad.height;
        const px = Math.min(maxX, Math.max(0, quad.x + quad.ux * along - quad.uy * across - 0.5));
        const py = Math.min(maxY, Math.max(0, quad.y + quad.uy * along + quad.ux * across - 0.5));
        const [left, top] = [Math.floor(px), Math.floor(py)];
        const [fx, fy] = [px - left, py - top];
        const a = (top * columns + left) * 3;
        const b = left < maxX ? a + 3 : a;
        const c = top < maxY ? a + columns * 3 : a;
        const d = c + b - a;
        const [wa, wb, wc, wd] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
        red += wa * (data[a] ?? 0) + wb * (data[b] ?? 0) + wc * (data[c] ?? 0) + wd * (data[d] ?? 0);
        green += wa * (data[a + 1] ?? 0) + wb * (data[b + 1] ?? 0) + wc * (data[c + 1] ?? 0) + wd * (data[d + 1] ?? 0);
        blue += wa * (data[a + 2] ?? 0) + wb * (data[b + 2] ?? 0) + wc * (data[c + 2] ?? 0) + wd * (data[d + 2] ?? 0);
      }
      const at = offset + y * stride + x;
      tensor[at] = blue * weight - 1;
      tensor[at + plane] = green * weight - 1;
      tensor[at + 2 * plane] = red * weight - 1;
    }
  }
}
