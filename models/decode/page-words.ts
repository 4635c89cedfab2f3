import type { Box } from '../../schemas/place.ts';
import type { Page, Word } from '../../schemas/words.ts';

/** What the places of words are measured against: the whole page, or the part of it that the document covers. */
type Frame = { width: number; height: number; area?: Box };

/** A page as the decoder sees it: only words with visible text, in the reader's order. */
export type PageWords = Frame & { words: Word[] };

export function visibleWords(page: Page): PageWords {
  const words = page.words.map((word) => ({ ...word, text: word.text.trim() })).filter((word) => word.text !== '');
  const { width, height, area } = page;
  return { width, height, ...(area ? { area } : {}), words };
}

export const heightOf = (box: Box): number => box[3] - box[1];
export const middleOf = (box: Box): number => (box[1] + box[3]) / 2;

/** Is the middle of either box within the height of the other? */
export function sameLine(a: Box, b: Box): boolean {
  const within = (middle: number, box: Box) => box[1] <= middle && middle <= box[3];
  return within(middleOf(b), a) || within(middleOf(a), b);
}

/** The smallest box round all boxes. */
export function union(boxes: readonly Box[]): Box {
  return boxes.reduce<Box>(
    (all, box) => [
      Math.min(all[0], box[0]),
      Math.min(all[1], box[1]),
      Math.max(all[2], box[2]),
      Math.max(all[3], box[3]),
    ],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/** A box in thousandths of the document's part of the page, rounded half up and clamped to 0..1000. */
export function normalisedBox(
  box: Box,
  { width, height, area: [left, top, right, bottom] = [0, 0, width, height] }: Frame,
): Box {
  const scaled = (value: number, size: number) => Math.max(0, Math.min(1000, Math.floor((1000 * value) / size + 0.5)));
  return [
    scaled(box[0] - left, right - left),
    scaled(box[1] - top, bottom - top),
    scaled(box[2] - left, right - left),
    scaled(box[3] - top, bottom - top),
  ];
}

/** The words at `indices`. @throws RangeError for an index outside the page. */
export function wordsAt(page: PageWords, indices: readonly number[]): Word[] {
  return indices.map((index) => {
    const word = page.words[index];
    if (!word) throw new RangeError(`the page has no word ${index}`);
    return word;
  });
}
