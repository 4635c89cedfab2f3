import type { Box } from '../schemas/place.ts';
import { type Page, type QuarterTurn, quarterTurn } from '../schemas/words.ts';

/** The size of a page once it is turned upright, and its turn where it has one. */
export function turnedPage(
  size: { width: number; height: number },
  turn: QuarterTurn,
): Pick<Page, 'width' | 'height' | 'turn'> {
  const { width, height } = size;
  if (turn === 0) return { width, height };
  return turn === 180 ? { width, height, turn } : { width: height, height: width, turn };
}

/** Two turns, one after the other. */
export const turnedFurther = (one: QuarterTurn, other: QuarterTurn): QuarterTurn =>
  quarterTurn.parse((one + other) % 360);

/** Where a box of a page lies once the page is turned clockwise. @param size of the page before it is turned */
export function turnedBox(
  [x0, y0, x1, y1]: Box,
  { width, height }: { width: number; height: number },
  turn: QuarterTurn,
): Box {
  switch (turn) {
    case 0:
      return [x0, y0, x1, y1];
    case 90:
      return [height - y1, x0, height - y0, x1];
    case 180:
      return [width - x1, height - y1, width - x0, height - y0];
    case 270:
      return [y0, width - x1, y1, width - x0];
  }
}
