import { softmax } from '../softmax.ts';
import type { TextWord } from './text-words.ts';

/** A value found; `score` is the geometric mean of its words' probability of the kind. */
export type EntitySpan = { kind: string; start: number; end: number; score: number };

const LEAST = 1e-9;

type WordKind = { column: number; probability: number; starts: boolean };

/** The likeliest kind of a word, B and I together; column -1 is `O`. Labels: `O`, then B and I of every kind. */
function kindOf(labels: readonly number[]): WordKind {
  let best: WordKind = { column: -1, probability: labels[0] ?? 0, starts: false };
  for (let column = 0; 2 * column + 2 < labels.length; column++) {
    const begin = labels[2 * column + 1] ?? 0;
    const inside = labels[2 * column + 2] ?? 0;
    if (begin + inside > best.probability) {
      best = { column, probability: begin + inside, starts: begin >= inside };
    }
  }
  return best;
}

/**
 * Words whose likeliest kind is the same make a span, parted where one is at least as likely a beginning.
 * @param logits the labels' logits of each word
 */
export function decodeSpans(
  words: readonly TextWord[],
  logits: readonly Float32Array[],
  kinds: readonly string[],
  temperature: number,
): EntitySpan[] {
  const spans: (EntitySpan & { column: number; last: number; words: number })[] = [];
  words.forEach((word, index) => {
    const { column, probability, starts } = kindOf(softmax(logits[index] ?? [], temperature));
    const kind = kinds[column];
    if (kind === undefined) return;
    const logarithm = Math.log(Math.max(probability, LEAST));
    const open = spans.at(-1);
    if (open && open.column === column && open.last === index - 1 && !starts) {
      Object.assign(open, { end: word.end, score: open.score + logarithm, last: index, words: open.words + 1 });
    } else {
      spans.push({ kind, start: word.start, end: word.end, score: logarithm, column, last: index, words: 1 });
    }
  });
  return spans.map(({ kind, start, end, score, words: count }) => ({
    kind,
    start,
    end,
    score: Math.exp(score / count),
  }));
}
