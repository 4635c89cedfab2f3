import type { Box } from '../../schemas/place.ts';
import { labelType } from './label-types.ts';
import { heightOf, type PageWords, sameLine, union, wordsAt } from './page-words.ts';
import { CENTS } from './printed-numbers.ts';
import type { TypeScores } from './type-scores.ts';

/** Pieces of one text lie at most this many word heights apart vertically. */
const TEXT_GAP = 1;
/** Pieces of one text on one line lie at most this many word heights apart horizontally. */
const LINE_GAP = 3;
export const DIGIT = /[0-9]/;
const LEAST_PROBABILITY = 1e-9;

/** Words of one value, as indices into the page in reading order; `score` is the geometric mean of their probability. */
export type Span = { name: string; page: number; words: number[]; box: Box; score: number };

export type ScoredPage = { number: number; page: PageWords; scores: TypeScores };

/** @param least what a word's probability counts as at least */
export function makeSpan(
  name: string,
  { number, page, scores }: ScoredPage,
  words: number[],
  least = LEAST_PROBABILITY,
): Span {
  const logs = words.map((index) => Math.log(Math.min(1, Math.max(least, scores.probability(index, name)))));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const box = union(wordsAt(page, words).map((word) => word.box));
  return { name, page: number, words, box, score: Math.exp(mean) };
}

/** Consecutive indices, parted where there is a gap or where `breaks(previous, next)` says so. */
function runs(members: readonly number[], breaks: (previous: number, next: number) => boolean): number[][] {
  const parts: number[][] = [];
  for (const index of members) {
    const open = parts.at(-1);
    const previous = open?.at(-1);
    if (open && previous !== undefined && index === previous + 1 && !breaks(previous, index)) open.push(index);
    else parts.push([index]);
  }
  return parts;
}

function isNear(a: readonly number[], b: readonly number[], page: PageWords): boolean {
  const boxes = (part: readonly number[]) => wordsAt(page, part).map((word) => word.box);
  const heights = [...boxes(a), ...boxes(b)].map(heightOf);
  const height = heights.reduce((sum, value) => sum + value, 0) / heights.length;
  const [boxA, boxB] = [union(boxes(a)), union(boxes(b))];
  const vertical = Math.max(boxA[1], boxB[1]) - Math.min(boxA[3], boxB[3]);
  const horizontal = Math.max(boxA[0], boxB[0]) - Math.min(boxA[2], boxB[2]);
  if (vertical <= -0.5 * height) return horizontal <= LINE_GAP * height;
  return horizontal < 0 && vertical <= TEXT_GAP * height;
}

function firstNearPair(parts: readonly number[][], page: PageWords): [number, number] | null {
  for (const [i, a] of parts.entries()) {
    for (const [offset, b] of parts.slice(i + 1).entries()) {
      if (isNear(a, b, page)) return [i, i + 1 + offset];
    }
  }
  return null;
}

/** Unites pieces that lie under or beside each other, until nothing changes; words stay in reading order. */
function joinNear(parts: readonly number[][], page: PageWords): number[][] {
  const joined = [...parts];
  for (let pair = firstNearPair(joined, page); pair; pair = firstNearPair(joined, page)) {
    const [i, j] = pair;
    const [second = []] = joined.splice(j, 1);
    joined[i] = [...(joined[i] ?? []), ...second].sort((a, b) => a - b);
  }
  return joined;
}

/**
 * Spans of a header field from the words that carry it. Texts (names, addresses, terms) ignore B and unite pieces
 * that lie together; other values begin anew at each B.
 */
export function headerSpans(name: string, scored: ScoredPage, members: readonly number[]): Span[] {
  const parts =
    labelType(name) === 'text'
      ? joinNear(
          runs(members, () => false),
          scored.page,
        )
      : runs(members, (_, index) => scored.scores.starts(index, name));
  return parts.map((part) => makeSpan(name, scored, part));
}

/**
 * Amounts from words with at least this probability, one line each; only words with digits count for the score. A new
 * one at each B and behind cents.
 */
export function amountSpans(name: string, scored: ScoredPage, floor: number): Span[] {
  const { page, scores } = scored;
  const textOf = (index: number) => page.words[index]?.text ?? '';
  const breaks = (previous: number, index: number) => {
    const [a, b] = wordsAt(page, [previous, index]);
    const closed = CENTS.test(textOf(previous)) && DIGIT.test(textOf(index));
    return closed || scores.starts(index, name) || !a || !b || !sameLine(a.box, b.box);
  };
  return runs(scores.reaching(name, floor), breaks).flatMap((part) => {
    const digits = part.filter((index) => DIGIT.test(textOf(index)));
    if (digits.length === 0) return [];
    return [{ ...makeSpan(name, scored, part), score: makeSpan(name, scored, digits).score }];
  });
}

/** Cells of a table column: a new one at each B and on each new line. */
export function cellSpans(name: string, scored: ScoredPage): Span[] {
  const { page, scores } = scored;
  const breaks = (previous: number, index: number) => {
    const [a, b] = wordsAt(page, [previous, index]);
    return scores.starts(index, name) || !a || !b || !sameLine(a.box, b.box);
  };
  return runs(scores.labelled(name), breaks).map((part) => makeSpan(name, scored, part));
}
