import type { Box } from '../../schemas/place.ts';
import { type PageWords, union, wordsAt } from './page-words.ts';

/** A name on a page has at most this many words. */
const MOST_WORDS = 4;

/** Words of a segment that name something together; a word that names nothing stands alone, with null. */
export type NamedRun<Name> = { words: number[]; box: Box; name: Name | null };

/** A segment from the left, the longest run that `nameOf` knows first. @param nameOf what words joined by spaces name */
export function namedRuns<Name>(
  segment: readonly number[],
  page: PageWords,
  nameOf: (text: string) => Name | null,
): NamedRun<Name>[] {
  const runs: NamedRun<Name>[] = [];
  for (let from = 0; from < segment.length; ) {
    let words = segment.slice(from, from + 1);
    let name: Name | null = null;
    for (let size = Math.min(MOST_WORDS, segment.length - from); size > 0 && name === null; size -= 1) {
      const run = segment.slice(from, from + size);
      const text = wordsAt(page, run).map((word) => word.text);
      name = nameOf(text.join(' '));
      if (name !== null) words = run;
    }
    runs.push({ words, box: union(wordsAt(page, words).map(({ box }) => box)), name });
    from += words.length;
  }
  return runs;
}
