import type { Box } from '../../schemas/place.ts';
import type { Quad } from './quad.ts';

/** Lines at least this much longer than high tell the page's slope reliably. */
const TELLING_SHAPE = 3;
/** Fewer telling lines than this do not show how their slope changes over the page. */
const LINES_FOR_CONVERGENCE = 6;
/** Lines must lie so many line heights apart for the difference of their slopes to mean something. */
const APART = 4;

/**
 * How the lines of a page slant. Those of a level scan are parallel; in a photo taken from the side they meet in one
 * point, and then the slope of a line depends on where it crosses the middle of the page:
 * slope = `slope` − `convergence` × crossing.
 */
export interface PageSlant {
  /** Of the line that crosses the middle at height 0; rise per pixel, downwards. */
  slope: number;
  /** 1 / distance in pixels from the middle to the point where the lines meet; 0 for parallel lines. */
  convergence: number;
  /** The middle of the page, in pixels from its left. */
  middle: number;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The slant of a page by its long lines (Theil–Sen estimator); level without such lines. */
export function pageSlant(quads: readonly Quad[], middle: number): PageSlant {
  const lines = quads
    .filter((quad) => quad.width > TELLING_SHAPE * quad.height)
    .map(({ x, y, ux, uy, height }) => ({ slope: uy / ux, crossing: y - (uy / ux) * (x - middle), height }));
  if (lines.length < LINES_FOR_CONVERGENCE) {
    return { slope: median(lines.map(({ slope }) => slope)), convergence: 0, middle };
  }
  const rates = lines.flatMap((a, index) =>
    lines.slice(index + 1).flatMap((b) => {
      const distance = b.crossing - a.crossing;
      return Math.abs(distance) < APART * a.height ? [] : [(a.slope - b.slope) / distance];
    }),
  );
  const convergence = median(rates);
  return { slope: median(lines.map((line) => line.slope + convergence * line.crossing)), convergence, middle };
}

/** The slope of the line of text through a point. */
function slopeAt({ slope, convergence, middle }: PageSlant, x: number, y: number): number {
  const beforeMeeting = Math.max(0.2, 1 - convergence * (x - middle));
  return (slope - convergence * y) / beforeMeeting;
}

/** Where a quad's part (see `boxOf`) would stand on the levelled page. */
export function levelBox(box: Box, height: number, slant: PageSlant): Box {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const slope = slopeAt(slant, x, y);
  const cos = 1 / Math.hypot(1, slope);
  const half = (box[2] - box[0]) / 2;
  const levelX = (x + y * slope) * cos;
  const levelY = (y - (x - slant.middle) * slope) * cos;
  return [levelX - half, levelY - height / 2, levelX + half, levelY + height / 2];
}
