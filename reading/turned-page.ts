import type { Page, QuarterTurn } from '../schemas/words.ts';

/** The size of a page once it is turned upright, and its turn where it has one. */
export function turnedPage(
  size: { width: number; height: number },
  turn: QuarterTurn,
): Pick<Page, 'width' | 'height' | 'turn'> {
  const { width, height } = size;
  if (turn === 0) return { width, height };
  return turn === 180 ? { width, height, turn } : { width: height, height: width, turn };
}
