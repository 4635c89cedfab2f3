import { lineFieldNames, taxFieldNames } from '../../schemas/fields.ts';
import { attachDescriptions, descriptionBlocks } from './descriptions.ts';
import type { Found, FoundFields } from './found.ts';
import { labelType } from './label-types.ts';
import { union, wordsAt } from './page-words.ts';
import { cellSpans, type ScoredPage, type Span } from './spans.ts';
import { groupRows, mergeSplitRows, takeLooseCells } from './table-rows.ts';
import { type Habits, spanValue } from './values.ts';

/** A row whose cells gave none of these values is no line item. */
const CORE = ['quantity', 'unitPrice', 'lineTotal'] as const;

function foundIn(name: string, spans: readonly Span[], scored: ScoredPage, habits: Habits): Found | null {
  const words = spans.flatMap((span) => span.words);
  if (words.length === 0) return null;
  const value = spanValue(name, labelType(name), wordsAt(scored.page, words), habits);
  if (value === null) return null;
  const logs = spans.reduce((sum, span) => sum + span.words.length * Math.log(span.score), 0);
  const box = union(spans.map((span) => span.box));
  return { value, raw: Math.exp(logs / words.length), page: scored.number, box, words, source: 'specialist' };
}

function rowValues(
  names: readonly string[],
  prefix: string,
  spansOf: (name: string) => readonly Span[],
  scored: ScoredPage,
  habits: Habits,
): FoundFields {
  const values: FoundFields = {};
  for (const name of names) {
    const found = foundIn(`${prefix}.${name}`, spansOf(name), scored, habits);
    if (found) values[name] = found;
  }
  return values;
}

/** Line items of all pages from top to bottom: rows with a quantity, a unit price or a total. */
export function lineItems(pages: readonly ScoredPage[], habits: Habits): FoundFields[] {
  const columns = lineFieldNames.filter((name) => name !== 'description');
  return pages.flatMap((scored) => {
    const cells = columns.flatMap((name) => cellSpans(`line.${name}`, scored));
    const rows = takeLooseCells(mergeSplitRows(groupRows(cells)));
    const descriptions = attachDescriptions(rows, descriptionBlocks(scored));
    const items = rows.map((row) => {
      const spansOf = (name: string) => {
        const cell = row.cells.get(`line.${name}`);
        return name === 'description' ? (descriptions.get(row) ?? []) : cell ? [cell] : [];
      };
      return rowValues(lineFieldNames, 'line', spansOf, scored, habits);
    });
    return items.filter((item) => CORE.some((name) => item[name]));
  });
}

/** Tax rows of all pages with a rate or an amount; a row that repeats another's values is left out. */
export function taxRows(pages: readonly ScoredPage[], habits: Habits): FoundFields[] {
  const seen = new Set<string>();
  return pages.flatMap((scored) => {
    const cells = taxFieldNames.flatMap((name) => cellSpans(`tax.${name}`, scored));
    return groupRows(cells).flatMap((row) => {
      const spansOf = (name: string) => {
        const cell = row.cells.get(`tax.${name}`);
        return cell ? [cell] : [];
      };
      const item = rowValues(taxFieldNames, 'tax', spansOf, scored, habits);
      const key = taxFieldNames.map((name) => item[name]?.value ?? '').join('|');
      if ((!item.rate && !item.amount) || seen.has(key)) return [];
      seen.add(key);
      return [item];
    });
  });
}
