import type { Box } from '../schemas/place.ts';
import type { Word } from '../schemas/words.ts';
import type { PlacedWord } from './placed-word.ts';
import { orderColumns } from './text-columns.ts';
import { isRightToLeft } from './text-direction.ts';
import { place, readingOrder, textLines } from './text-lines.ts';

export type { PlacedWord } from './placed-word.ts';

/** Two pieces nearer than this share of the font size are one word where no white space stands between them. */
const JOIN_GAP = 0.12;

const round = (value: number) => Math.round(value * 100) / 100;

/** Text that is drawn twice in nearly the same place (shadow, false bold) counts once. */
function isRepeat(word: PlacedWord, previous: PlacedWord): boolean {
  const slack = 0.15 * word.size;
  return word.text === previous.text && word.box.every((v, i) => Math.abs(v - (previous.box[i] ?? v)) < slack);
}

/** Whether two neighbours of a line are pieces of one word that was drawn in several runs. */
function joins(word: PlacedWord, previous: PlacedWord): boolean {
  if (!previous.touchesNext || !word.touchesPrevious) return false;
  const [from, to] = isRightToLeft(word.text) ? [word, previous] : [previous, word];
  return Math.abs(place(to)[0] - place(from)[2]) < JOIN_GAP * word.size;
}

function wordOf({ text, box, confidence }: PlacedWord, line: number): Word {
  const rounded: Box = [round(box[0]), round(box[1]), round(box[2]), round(box[3])];
  return { text, box: rounded, line, ...(confidence === undefined ? {} : { confidence: round3(confidence) }) };
}

const round3 = (value: number) => Math.round(value * 1000) / 1000;

/** Words of one direction: rows top to bottom, columns of running text one after the other. */
function orderLevel(words: readonly PlacedWord[], firstLine: number): Word[] {
  return orderColumns(textLines(words)).flatMap((segment, index) => {
    const ordered: Word[] = [];
    let previous: PlacedWord | null = null;
    for (const word of readingOrder(segment)) {
      const last = ordered.at(-1);
      if (previous && isRepeat(word, previous)) continue;
      if (previous && last && joins(word, previous)) {
        last.text += word.text;
        last.box = [
          Math.min(last.box[0], round(word.box[0])),
          Math.min(last.box[1], round(word.box[1])),
          Math.max(last.box[2], round(word.box[2])),
          Math.max(last.box[3], round(word.box[3])),
        ];
      } else ordered.push(wordOf(word, firstLine + index));
      previous = word;
    }
    return ordered;
  });
}

/**
 * Puts words into reading order (rows top to bottom, each in the direction of its script; columns of running text one
 * after the other), joins runs that were cut inside a word and numbers the line segments. Words that do not read left to
 * right come last, each direction as a reader sees it who turns the page.
 */
export function orderWords(placed: readonly PlacedWord[]): Word[] {
  const turns = Map.groupBy(placed, ({ upright, turn }) => (upright ? 0 : (turn ?? 0) || 360));
  const words: Word[] = [];
  for (const [, group] of [...turns].toSorted(([a], [b]) => a - b)) {
    words.push(...orderLevel(group, (words.at(-1)?.line ?? -1) + 1));
  }
  return words;
}
