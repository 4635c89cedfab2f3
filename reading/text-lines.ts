import type { Box } from '../schemas/place.ts';
import type { PlacedWord } from './placed-word.ts';
import { logicalOrder, mostlyRightToLeft } from './text-direction.ts';

/** Words that stand together on one line of one column or cell, in reading order. */
export interface Segment {
  words: PlacedWord[];
  box: Box;
}

/** A gap wider than this share of the font size begins a new segment: a column, a cell. */
const SEGMENT_GAP = 1.5;

/** Where a word stands on the levelled page. */
export const place = (word: PlacedWord): Box => word.level ?? word.box;
const middle = (word: PlacedWord) => (place(word)[1] + place(word)[3]) / 2;

/** Rows of words whose vertical middles lie within each other's boxes, top to bottom, each left to right. */
function groupRows(words: readonly PlacedWord[]): PlacedWord[][] {
  const rows: { words: PlacedWord[]; middle: number; height: number }[] = [];
  for (const word of words.toSorted((a, b) => middle(a) - middle(b))) {
    const height = place(word)[3] - place(word)[1];
    const row = rows.at(-1);
    if (row && middle(word) - row.middle < 0.5 * Math.min(height, row.height)) {
      row.words.push(word);
      row.middle += (middle(word) - row.middle) / row.words.length;
      row.height = Math.max(row.height, height);
    } else {
      rows.push({ words: [word], middle: middle(word), height });
    }
  }
  return rows.map((row) => row.words.toSorted((a, b) => place(a)[0] - place(b)[0]));
}

function cutRow(row: readonly PlacedWord[]): Segment[] {
  const segments: Segment[] = [];
  for (const word of row) {
    const box = place(word);
    const open = segments.at(-1);
    if (open && box[0] - (open.words.at(-1) ? open.box[2] : 0) <= SEGMENT_GAP * word.size) {
      open.words.push(word);
      open.box = [
        Math.min(open.box[0], box[0]),
        Math.min(open.box[1], box[1]),
        Math.max(open.box[2], box[2]),
        Math.max(open.box[3], box[3]),
      ];
    } else segments.push({ words: [word], box: [...box] });
  }
  return segments;
}

/** The segments of a page, row by row; a row of a right-to-left page begins at its right. */
export function textLines(words: readonly PlacedWord[]): Segment[] {
  const leftward = mostlyRightToLeft(words.map(({ text }) => text));
  return groupRows(words).flatMap((row) => {
    const segments = cutRow(row);
    return leftward ? segments.toReversed() : segments;
  });
}

/** The words of a segment in the order in which they are read. */
export function readingOrder({ words }: Segment): PlacedWord[] {
  const leftward = mostlyRightToLeft(words.map(({ text }) => text));
  return leftward ? logicalOrder(words, ({ text }) => text) : words;
}
