import { softmax } from '../softmax.ts';
import { labelTypes } from './label-types.ts';

const columns = new Map([...labelTypes.keys()].map((name, index) => [name, index + 1]));

/** What the model says of one word: probability of `O` (column 0) and of each label type, B and I together. */
type WordScores = { probability: number[]; starts: boolean[]; best: number };

/** What the model says of the words of a page, by label type. */
export class TypeScores {
  readonly #words: WordScores[];

  /** @param logits [labels] of each word, in the order of `bioLabels` */
  constructor(logits: readonly Float32Array[], temperature: number) {
    this.#words = logits.map((row) => scoresOf(softmax(row, temperature)));
  }

  /** The same with the odds of some types of a word multiplied; what falls to 0 goes to O. @param factorsOf by type; null leaves the word as it is */
  weighted(factorsOf: (word: number) => ReadonlyMap<string, number> | null): TypeScores {
    const changed = new TypeScores([], 1);
    for (const [index, word] of this.#words.entries()) {
      const factors = factorsOf(index);
      changed.#words.push(factors ? weightedScores(word, factors) : word);
    }
    return changed;
  }

  probability(word: number, name: string): number {
    return this.#words[word]?.probability[columns.get(name) ?? -1] ?? 0;
  }

  /** Is the word of a type outside the line items with at least this probability? */
  isForeign(word: number, least: number): boolean {
    const of = this.#words[word]?.probability ?? [];
    return [...columns].some(([name, column]) => !name.startsWith('line.') && (of[column] ?? 0) >= least);
  }

  /** Does the word begin a value of this type: is B at least as likely as I? */
  starts(word: number, name: string): boolean {
    return this.#words[word]?.starts[columns.get(name) ?? -1] ?? false;
  }

  /** The words whose likeliest type this is. */
  labelled(name: string): number[] {
    const column = columns.get(name);
    return this.#words.flatMap((word, index) => (word.best === column ? [index] : []));
  }

  /** The words that reach a probability of this type, whatever their likeliest one. */
  reaching(name: string, least: number): number[] {
    return this.#words.flatMap((_, index) => (this.probability(index, name) >= least ? [index] : []));
  }
}

function scoresOf(labels: readonly number[]): WordScores {
  const types = 1 + Math.floor((labels.length - 1) / 2);
  const probability = new Array<number>(types);
  const starts = new Array<boolean>(types);
  probability[0] = labels[0] ?? 0;
  starts[0] = false;
  let best = 0;
  for (let type = 1; type < types; type += 1) {
    const begin = labels[2 * type - 1] ?? 0;
    const inside = labels[2 * type] ?? 0;
    probability[type] = begin + inside;
    starts[type] = begin >= inside;
    if (begin + inside > (probability[best] ?? 0)) best = type;
  }
  return { probability, starts, best };
}

function weightedScores(word: WordScores, factors: ReadonlyMap<string, number>): WordScores {
  const raised = [...word.probability];
  for (const [name, factor] of factors) {
    const column = columns.get(name);
    if (column === undefined) continue;
    const before = raised[column] ?? 0;
    raised[column] = before * factor;
    if (factor === 0) raised[0] = (raised[0] ?? 0) + before;
  }
  const total = raised.reduce((sum, value) => sum + value, 0);
  const probability = raised.map((value) => value / total);
  const best = probability.indexOf(Math.max(...probability));
  return { probability, starts: word.starts, best };
}
