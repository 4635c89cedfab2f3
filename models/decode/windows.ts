import type { WordAggregation } from '../../schemas/model-card.ts';
import type { Box } from '../../schemas/place.ts';
import { normalisedBox, type PageWords } from './page-words.ts';

const CLS_BOX: Box = [0, 0, 0, 0];
const SEP_BOX: Box = [1000, 1000, 1000, 1000];

export type WindowSettings = {
  maxLength: number;
  stride: number;
  maxPiecesPerWord: number;
  /** `sum`: a word is one token of `maxPiecesPerWord` pieces, padded; `first`: each piece is a token. */
  wordAggregation: WordAggregation;
  padId: number;
  clsId: number;
  sepId: number;
  unkId: number;
};

/**
 * Tokens of words `start` to `end` (exclusive) of a page: `ids` row-major [tokens, pieces of a token], a box each;
 * `firsts` is the place of each word's first token.
 */
export type TokenWindow = { start: number; end: number; ids: number[]; boxes: Box[]; firsts: number[] };

/** Word ranges whose pieces fit `capacity`; neighbours share at most `stride` pieces. */
function windowBounds(counts: readonly number[], capacity: number, stride: number): [number, number][] {
  const bounds: [number, number][] = [];
  const at = (index: number) => counts[index] ?? 0;
  let start = 0;
  while (start < counts.length) {
    let end = start;
    for (let used = 0; end < counts.length && used + at(end) <= capacity; end++) used += at(end);
    bounds.push([start, end]);
    if (end === counts.length) break;
    let following = end;
    for (let shared = 0; following - 1 > start && shared + at(following - 1) <= stride; following--) {
      shared += at(following - 1);
    }
    start = following;
  }
  return bounds;
}

/** Ids of a token of the input. */
export function piecesPerToken(settings: Pick<WindowSettings, 'wordAggregation' | 'maxPiecesPerWord'>): number {
  return settings.wordAggregation === 'sum' ? settings.maxPiecesPerWord : 1;
}

/**
 * Cuts a page into windows that fit the encoder, in reading order; none for a page without words.
 * @param pieces token ids of a word without special tokens
 */
export function windowsOf(
  page: PageWords,
  pieces: (word: string) => number[],
  settings: WindowSettings,
): TokenWindow[] {
  const width = piecesPerToken(settings);
  const padded = (ids: number[]) => [
    ...ids,
    ...new Array<number>(Math.max(0, width - ids.length)).fill(settings.padId),
  ];
  const words = page.words.map((word) => {
    const ids = pieces(word.text).slice(0, settings.maxPiecesPerWord);
    const tokens = padded(ids.length > 0 ? ids : [settings.unkId]);
    return { ids: tokens, count: tokens.length / width, box: normalisedBox(word.box, page) };
  });
  const counts = words.map(({ count }) => count);
  return windowBounds(counts, settings.maxLength - 2, settings.stride).map(([start, end]) => {
    const window: TokenWindow = { start, end, ids: padded([settings.clsId]), boxes: [CLS_BOX], firsts: [] };
    for (const { ids, count, box } of words.slice(start, end)) {
      window.firsts.push(window.boxes.length);
      window.ids.push(...ids);
      for (let token = 0; token < count; token++) window.boxes.push(box);
    }
    window.ids.push(...padded([settings.sepId]));
    window.boxes.push(SEP_BOX);
    return window;
  });
}

/**
 * Logits of every word: from the window in which the word stands furthest from a cut, the earlier one at a tie.
 * The page's own start and end are no cuts.
 * @param logits row-major [T, labels] of each window
 */
export function mergeWindows(
  windows: readonly TokenWindow[],
  logits: readonly Float32Array[],
  words: number,
  labels: number,
): Float32Array[] {
  const merged: Float32Array[] = Array.from({ length: words }, () => new Float32Array(labels));
  const best = new Array<number>(words).fill(-1);
  windows.forEach((window, number) => {
    window.firsts.forEach((first, place) => {
      const index = window.start + place;
      const left = window.start === 0 ? Number.POSITIVE_INFINITY : place;
      const right = window.end === words ? Number.POSITIVE_INFINITY : window.end - 1 - index;
      const distance = Math.min(left, right);
      if (distance <= (best[index] ?? 0)) return;
      best[index] = distance;
      merged[index] = logits[number]?.slice(first * labels, (first + 1) * labels) ?? new Float32Array(labels);
    });
  });
  return merged;
}
