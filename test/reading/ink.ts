import type { Raster } from '../../reading/raster.ts';
import type { Box } from '../../schemas/place.ts';
import type { Word } from '../../schemas/words.ts';

/** Pixels darker than this are ink. */
const DARK = 160;

export interface InkReport {
  /** Share of the page's ink that lies in some word's box. */
  covered: number;
  /** Words whose box is empty, or, where it is longer than high, left free by its ink for more than a third. */
  loose: string[];
}

/** Compares the ink of a drawn page with the boxes of its words. `scale` is pixels a page unit; `slack` in page units. */
export function compareInk(
  { width, height, data }: Raster,
  words: readonly Word[],
  scale: number,
  slack = 0.6,
): InkReport {
  const isDark = (x: number, y: number) =>
    (data[(y * width + x) * 3] ?? 255) < DARK || (data[(y * width + x) * 3 + 1] ?? 255) < DARK;
  const covered = new Uint8Array(width * height);
  const loose: string[] = [];
  for (const { text, box } of words) {
    const [x0, y0, x1, y1] = box.map((edge, index) =>
      Math.min(
        index % 2 === 0 ? width : height,
        Math.max(0, Math.round((edge + (index < 2 ? -slack : slack)) * scale)),
      ),
    ) as Box;
    const ink: Box = [x1, y1, x0, y0];
    for (let y = y0; y < y1; y += 1)
      for (let x = x0; x < x1; x += 1) {
        covered[y * width + x] = 1;
        if (!isDark(x, y)) continue;
        ink[0] = Math.min(ink[0], x);
        ink[1] = Math.min(ink[1], y);
        ink[2] = Math.max(ink[2], x);
        ink[3] = Math.max(ink[3], y);
      }
    const sides = [x1 - x0, y1 - y0] as const;
    const inked = sides[0] > sides[1] ? ink[2] - ink[0] : ink[3] - ink[1];
    const isLong = Math.max(...sides) > 2 * Math.min(...sides);
    if (ink[2] < ink[0] || (isLong && inked < 0.66 * Math.max(...sides) - 2 * slack * scale)) loose.push(text);
  }
  let all = 0;
  let inside = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (isDark(x, y)) {
        all += 1;
        inside += covered[y * width + x] ?? 0;
      }
  return { covered: all === 0 ? 1 : inside / all, loose };
}
