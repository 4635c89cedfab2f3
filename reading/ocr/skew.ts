import type { Box } from '../../schemas/words.ts';
import type { Quad } from './quad.ts';

/** Lines at least this much longer than high tell the page's slope reliably. */
const TELLING_SHAPE = 3;

/** The slope of a page in radians: the median of its long lines, clockwise; 0 without such lines. */
export function pageSlope(quads: readonly Quad[]): number {
  const slopes = quads
    .filter((quad) => quad.width > TELLING_SHAPE * quad.height)
    .map((quad) => Math.atan2(quad.uy, quad.ux))
    .toSorted((a, b) => a - b);
  return slopes[Math.floor(slopes.length / 2)] ?? 0;
}

/** Where a quad's part (see `boxOf`) would stand on the levelled page. */
export function levelBox(box: Box, height: number, slope: number): Box {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  const half = (box[2] - box[0]) / 2;
  const [levelX, levelY] = [x * cos + y * sin, y * cos - x * sin];
  return [levelX - half, levelY - height / 2, levelX + half, levelY + height / 2];
}
