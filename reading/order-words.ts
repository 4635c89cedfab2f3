import type { Box, Word } from '../schemas/words.ts';

/** A word as its engine delivered it, before it has a place in the reading order. */
export interface PlacedWord {
  text: string;
  box: Box;
  /** Where the word would stand if its page were level; decides the order in place of `box`. */
  level?: Box;
  /** Font size (text) or height (optical recognition) in page units. */
  size: number;
  /** Reads left to right along the page's x axis. */
  upright: boolean;
  /** The engine saw no white space between this word and its neighbour in the same direction. */
  touchesNext: boolean;
  touchesPrevious: boolean;
  /** Given by optical recognition alone. */
  confidence?: number;
}

/** Two pieces nearer than this share of the font size are one word where no white space stands between them. */
const JOIN_GAP = 0.12;
/** A gap wider than this share of the font size begins a new line segment: a column, a cell. */
const SEGMENT_GAP = 1.5;

const place = (word: PlacedWord) => word.level ?? word.box;
const middle = (word: PlacedWord) => (place(word)[1] + place(word)[3]) / 2;
const round = (value: number) => Math.round(value * 100) / 100;

/** Rows of words whose vertical middles lie within each other's boxes, top to bottom, each left to right. */
function groupRows(words: PlacedWord[]): PlacedWord[][] {
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

/** Text that is drawn twice in nearly the same place (shadow, false bold) counts once. */
function isRepeat(word: PlacedWord, previous: PlacedWord): boolean {
  const slack = 0.15 * word.size;
  return word.text === previous.text && word.box.every((v, i) => Math.abs(v - (previous.box[i] ?? v)) < slack);
}

/**
 * Puts words into reading order (rows top to bottom, left to right), joins runs that were cut inside a word and numbers
 * the line segments. Words that do not read left to right come last, each segment as its engine delivered it.
 */
export function orderWords(placed: PlacedWord[]): Word[] {
  const words: Word[] = [];
  let line = -1;
  let previous: PlacedWord | null = null;
  const add = (word: PlacedWord, gap: number | null) => {
    const last = words.at(-1);
    if (previous && isRepeat(word, previous)) return;
    const joins = previous?.touchesNext && word.touchesPrevious && gap !== null;
    if (joins && last && Math.abs(gap) < JOIN_GAP * word.size) {
      last.text += word.text;
      last.box = [
        Math.min(last.box[0], round(word.box[0])),
        Math.min(last.box[1], round(word.box[1])),
        Math.max(last.box[2], round(word.box[2])),
        Math.max(last.box[3], round(word.box[3])),
      ];
    } else {
      if (gap === null || gap > SEGMENT_GAP * word.size) line += 1;
      const box: Box = [round(word.box[0]), round(word.box[1]), round(word.box[2]), round(word.box[3])];
      const confidence = word.confidence === undefined ? {} : { confidence: Math.round(word.confidence * 1000) / 1000 };
      words.push({ text: word.text, box, line, ...confidence });
    }
    previous = word;
  };
  for (const row of groupRows(placed.filter((word) => word.upright))) {
    previous = null;
    for (const word of row) add(word, previous === null ? null : place(word)[0] - place(previous)[2]);
  }
  previous = null;
  for (const word of placed.filter((word) => !word.upright)) {
    add(word, previous === null ? null : gapBetween((previous as PlacedWord).box, word.box));
  }
  return words;
}

/** Distance between two boxes along the axis that separates them more; negative where they overlap. */
function gapBetween(a: Box, b: Box): number {
  return Math.max(b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3]);
}
