import { columnsOf, type Heading } from './column-headings.ts';
import type { HeadingKind } from './heading-words.ts';
import { NAMED, OTHERS } from './known-scores.ts';
import { labelTypes } from './label-types.ts';
import { pageNumberWords } from './page-numbers.ts';
import { DIGIT, type ScoredPage } from './spans.ts';

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

/** `columns`: by word the heading that it stands under; null where none tells. */
export type TablePage = ScoredPage & { columns: readonly (Heading | null)[] };

/** The pages with what the headings of their tables say of the words under them. */
export function underHeadings(pages: readonly ScoredPage[]): TablePage[] {
  const columns = columnsOf(pages.map(({ page }) => page));
  return pages.map((scored, place) => weighted(scored, columns[place] ?? []));
}

function weighted(scored: ScoredPage, columns: TablePage['columns']): TablePage {
  const pageNumbers = pageNumberWords(scored.page);
  const scores = scored.scores.weighted((index) => {
    if (pageNumbers.has(index)) return NO_CELL;
    const kind = columns[index]?.kind;
    return kind ? factorsUnder(kind, DIGIT.test(scored.page.words[index]?.text ?? '')) : null;
  });
  return { ...scored, scores, columns };
}
