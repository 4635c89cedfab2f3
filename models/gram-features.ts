import { countGrams } from './text-grams.ts';

/** Grams in the order of their columns, and the weight of each: how rare it was in training. */
export type GramVocabulary = { grams: string[]; rarity: Float32Array };

/** One sparse row: columns and values, of length one for words and of length one for parts of words. */
export type SparseRow = { columns: Int32Array; values: Float32Array };

/** From a text to its sparse row: sublinear counts times rarity (TF-IDF), grams that training did not know left out. */
export function gramFeatures({ grams, rarity }: GramVocabulary): (text: string) => SparseRow {
  const columnOf = new Map(grams.map((gram, column) => [gram, column]));
  return (text) => {
    const columns: number[] = [];
    const values: number[] = [];
    const { words, parts } = countGrams(text);
    for (const counts of [words, parts]) {
      const first = columns.length;
      let squares = 0;
      for (const [gram, count] of counts) {
        const column = columnOf.get(gram);
        if (column === undefined) continue;
        const value = (1 + Math.log(count)) * (rarity[column] ?? 0);
        columns.push(column);
        values.push(value);
        squares += value * value;
      }
      const length = Math.sqrt(squares) || 1;
      for (let index = first; index < values.length; index++) values[index] = (values[index] ?? 0) / length;
    }
    return { columns: Int32Array.from(columns), values: Float32Array.from(values) };
  };
}
