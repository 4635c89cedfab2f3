import { softmax } from '../softmax.ts';
import { bestLabels } from './best-labels.ts';
import type { TextWord } from './text-words.ts';

/** A value found; `score` is the geometric mean of its words' probability of the kind. */
export type EntitySpan = { kind: string; start: number; end: number; score: number };

const LEAST = 1e-9;
const logarithm = (probability: number) => Math.log(Math.max(probability, LEAST));

/**
 * The spans of the likeliest valid sequence of labels.
 * @param logits the labels' logits of each word: `O`, then B and I of every kind
 */
export function decodeSpans(
  words: readonly TextWord[],
  logits: readonly Float32Array[],
  kinds: readonly string[],
  temperature: number,
): EntitySpan[] {
  const soft = words.map((_, index) => softmax(logits[index] ?? [], temperature));
  const spans: (EntitySpan & { words: number })[] = [];
  for (const [index, label] of bestLabels(soft.map((row) => row.map(logarithm))).entries()) {
    const column = Math.floor((label - 1) / 2);
    const [word, kind, row] = [words[index], kinds[column], soft[index]];
    if (word === undefined || kind === undefined || row === undefined) continue;
    const score = logarithm((row[2 * column + 1] ?? 0) + (row[2 * column + 2] ?? 0));
    const open = spans.at(-1);
    if (label % 2 === 0 && open) {
      Object.assign(open, { end: word.end, score: open.score + score, words: open.words + 1 });
    } else {
      spans.push({ kind, start: word.start, end: word.end, score, words: 1 });
    }
  }
  return spans.map(({ kind, start, end, score, words: count }) => ({
    kind,
    start,
    end,
    score: Math.exp(score / count),
  }));
}
