import type { LabelledField } from './label-words.ts';
import { labelledWords } from './labelled-words.ts';
import type { PageWords } from './page-words.ts';
import { periodWords } from './periods.ts';
import { DIGIT } from './spans.ts';
import type { TypeScores } from './type-scores.ts';

/** What a label or heading adds to the odds of the field that it names, and takes from the fields it could be taken for. */
export const NAMED = Math.exp(3);
export const OTHERS = Math.exp(-3);
const NUMBERS: readonly LabelledField[] = ['invoiceNumber', 'orderReference', 'contractReference', 'customerNumber'];
const DATES: readonly LabelledField[] = ['issueDate', 'dueDate', 'deliveryDate'];
const NOT_DUE: ReadonlyMap<string, number> = new Map([['dueDate', 0]]);

function factorsOf(field: LabelledField, hasDigit: boolean): ReadonlyMap<string, number> | null {
  const family = DATES.includes(field) ? DATES : NUMBERS;
  if (family === NUMBERS && !hasDigit) return null;
  return new Map(family.map((name) => [name, name === field ? NAMED : OTHERS]));
}

/** The scores of a page with what the labels beside its words say, and without due dates among the dates of periods. */
export function withLabels(page: PageWords, scores: TypeScores): TypeScores {
  const periods = periodWords(page);
  const labelled = labelledWords(page);
  return scores.weighted((index) => {
    if (periods.has(index)) return NOT_DUE;
    const field = labelled.get(index);
    return field ? factorsOf(field, DIGIT.test(page.words[index]?.text ?? '')) : null;
  });
}
