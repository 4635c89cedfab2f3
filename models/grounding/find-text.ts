import type { Box } from '../../schemas/place.ts';
import type { Word } from '../../schemas/words.ts';
import { heightOf, middleOf, type PageWords, sameLine } from '../decode/page-words.ts';
import { comparisonKey } from '../decode/values.ts';

/** A line of a block begins at most this many word heights left of the block. */
const ALIGNED = 2;
/** A block's next line begins at most this many word heights below the last. */
const LINE_GAP = 2.5;
/** Words of one block on a line are at most this many word heights apart. */
const WORD_GAP = 3;

export type TextSpan = { page: number; words: number[] };
type KeyedWord = Word & { key: string };

const keyOf = (text: string): string => (/[\p{L}\p{N}]/u.test(text) ? comparisonKey(text) : '');

/** Where the block begins that a word belongs to: the left edge of the words joined to it on its line. */
function blockLeft(words: readonly KeyedWord[], box: Box): number {
  const onLine = words.filter((word) => sameLine(word.box, box) && word.box[0] < box[0]);
  let left = box[0];
  for (const word of onLine.sort((a, b) => b.box[0] - a.box[0])) {
    if (left - word.box[2] > WORD_GAP * heightOf(box)) break;
    left = word.box[0];
  }
  return left;
}

/** The word that begins the next line of a block, below `from`. */
function nextLine(words: readonly KeyedWord[], left: number, from: KeyedWord): number {
  const height = heightOf(from.box);
  let best = -1;
  words.forEach((word, index) => {
    const isBelow = middleOf(word.box) > from.box[3] && word.box[1] - from.box[3] <= LINE_GAP * height;
    const isAligned = Math.abs(word.box[0] - left) <= ALIGNED * height;
    if (isBelow && isAligned && (best < 0 || word.box[1] < (words[best]?.box[1] ?? 0))) best = index;
  });
  return best;
}

/** Words from `index` on whose keys spell `rest`: in reading order within the block, or on along its lines. */
function follow(words: readonly KeyedWord[], left: number, index: number, rest: string): number[] | null {
  const word = words[index];
  if (!word || !rest.startsWith(word.key)) return null;
  const remaining = rest.slice(word.key.length);
  if (remaining === '') return [index];
  const after = words[index + 1];
  const leavesBlock = after && !sameLine(after.box, word.box) && after.box[0] < left - ALIGNED * heightOf(word.box);
  for (const next of new Set([leavesBlock ? -1 : index + 1, nextLine(words, left, word)])) {
    const onward = next > index ? follow(words, left, next, remaining) : null;
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
      if (word.key === '' || !target.startsWith(word.key)) continue;
      const found = follow(keyed, blockLeft(keyed, word.box), index, target);
      if (found) return { page, words: found };
    }
  }
  return null;
}
