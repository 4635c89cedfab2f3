import { columnKinds } from './column-headings.ts';
import type { HeadingKind } from './heading-words.ts';
import { labelTypes } from './label-types.ts';
import { pageNumberWords } from './page-numbers.ts';
import { DIGIT, type ScoredPage } from './spans.ts';

/** What a heading adds to the odds of the column that it names, and takes from others. */
const NAMED = Math.exp(3);
const OTHERS = Math.exp(-3);
const NUMBERS = ['line.quantity', 'line.unitPrice', 'line.lineTotal', 'line.taxRate', 'line.discount'];
const lineTypes = [...labelTypes.keys()].filter((name) => name.startsWith('line.'));
/** A number of a page is no cell. */
const NO_CELL: ReadonlyMap<string, number> = new Map(lineTypes.map((name) => [name, 0]));

/** Under a heading a number is less likely another number; under one of names of items no word is a text. */
function factorsUnder(kind: HeadingKind, hasDigit: boolean): ReadonlyMap<string, number> {
  const factors = new Map<string, number>();
  if (hasDigit) for (const name of NUMBERS) factors.set(name, OTHERS);
  if (kind === 'sellerItemId' || kind === 'unit') factors.set('line.description', OTHERS);
  if (hasDigit) factors.set(`line.${kind}`, NAMED);
  return factors;
}

/** The page with what the headings of its tables say of the words under them. */
export function underHeadings(scored: ScoredPage): ScoredPage {
  const kinds = columnKinds(scored.page);
  const pageNumbers = pageNumberWords(scored.page);
  const scores = scored.scores.weighted((index) => {
    if (pageNumbers.has(index)) return NO_CELL;
    const kind = kinds[index];
    return kind ? factorsUnder(kind, DIGIT.test(scored.page.words[index]?.text ?? '')) : null;
  });
  return { ...scored, scores };
}
