/** How many of the words that are printed on a page were read; upper and lower case count as one. */
export interface WordRecall {
  words: number;
  /** Found as a word, each read word standing for one. */
  exact: number;
  /** Found within the page's text, words joined by a space. */
  substring: number;
  /** Found within the page's text without white space: read, wherever the spaces were put. */
  unspaced: number;
}

const fold = (text: string) => text.normalize('NFKC').toUpperCase();

export function wordRecall(printed: readonly string[], read: readonly string[]): WordRecall {
  const words = read.map(fold);
  const [text, unspaced] = [words.join(' '), words.join('')];
  const left = Map.groupBy(words, (word) => word);
  const recall: WordRecall = { words: printed.length, exact: 0, substring: 0, unspaced: 0 };
  for (const word of printed.map(fold)) {
    if (left.get(word)?.pop() !== undefined) recall.exact += 1;
    if (text.includes(word)) recall.substring += 1;
    if (unspaced.includes(word.replaceAll(/\s/g, ''))) recall.unspaced += 1;
  }
  return recall;
}

/** Shares over all words of all pages. */
export function totalRecall(pages: readonly WordRecall[]): { exact: number; substring: number; unspaced: number } {
  const sum = (key: keyof WordRecall) => pages.reduce((total, page) => total + page[key], 0);
  const words = sum('words');
  return { exact: sum('exact') / words, substring: sum('substring') / words, unspaced: sum('unspaced') / words };
}
