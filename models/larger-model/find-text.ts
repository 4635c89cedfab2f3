import type { Word } from '../../schemas/words.ts';
import { heightOf, middleOf, type PageWords } from '../decode/page-words.ts';
import { comparisonKey } from '../decode/values.ts';

/** A line of a block begins at most this many word heights left or right of the block's first word. */
const ALIGNED = 2;
/** A block's next line begins at most this many word heights below the last. */
const LINE_GAP = 2.5;

export type TextSpan = { page: number; words: number[] };
type KeyedWord = Word & { key: string };

const keyOf = (text: string): string => (/[\p{L}\p{N}]/u.test(text) ? comparisonKey(text) : '');

/** The word that begins the next line of a block, below `from` and under `first`. */
function nextLine(words: readonly KeyedWord[], first: KeyedWord, from: KeyedWord): number {
  const height = heightOf(from.box);
  let best = -1;
  words.forEach((word, index) => {
    const below = word.box[1] - from.box[3];
    const isBelow = middleOf(word.box) > from.box[3] && below <= LINE_GAP * height;
    const isAligned = Math.abs(word.box[0] - first.box[0]) <= ALIGNED * height;
    if (isBelow && isAligned && (best < 0 || word.box[1] < (words[best]?.box[1] ?? 0))) best = index;
  });
  return best;
}

/** Words from `index` on whose keys spell `rest`: in reading order, or on along the lines of a block. */
function follow(words: readonly KeyedWord[], first: KeyedWord, index: number, rest: string): number[] | null {
  const word = words[index];
  if (!word || !rest.startsWith(word.key)) return null;
  const left = rest.slice(word.key.length);
  if (left === '') return [index];
  for (const next of new Set([index + 1, nextLine(words, first, word)])) {
    const onward = next > index ? follow(words, first, next, left) : null;
    if (onward) return [index, ...onward];
  }
  return null;
}

/** The first words of a document that spell a text, apart from case, accents and punctuation; null where none do. */
export function findText(pages: readonly PageWords[], text: string): TextSpan | null {
  const target = keyOf(text);
  if (target === '') return null;
  for (const [page, { words }] of pages.entries()) {
    const keyed = words.map((word) => ({ ...word, key: keyOf(word.text) }));
    for (const [index, word] of keyed.entries()) {
      const found = word.key === '' ? null : follow(keyed, word, index, target);
      if (found) return { page, words: found };
    }
  }
  return null;
}
