import type { GramVocabulary } from '../gram-features.ts';
import { countGrams } from '../text-grams.ts';

/** Bounds the head's size: columns times labels times four bytes. */
const MOST_GRAMS = 32_768;

/** The grams that tell texts apart: seen in two texts or more, the most frequent first where there are too many. */
export function fitGrams(texts: readonly string[]): GramVocabulary {
  const documents = new Map<string, number>();
  for (const text of texts) {
    const { words, parts } = countGrams(text);
    for (const counts of [words, parts]) {
      for (const gram of counts.keys()) documents.set(gram, (documents.get(gram) ?? 0) + 1);
    }
  }
  const kept = [...documents]
    .filter(([, count]) => count > 1)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_GRAMS);
  return {
    grams: kept.map(([gram]) => gram),
    rarity: Float32Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
  };
}
