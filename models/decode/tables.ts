import { lineFieldNames, taxFieldNames } from '../../schemas/fields.ts';
import { isAllowance } from './allowances.ts';
import { attachDescriptions, descriptionBlocks } from './descriptions.ts';
import type { Found, FoundFields } from './found.ts';
import { labelType } from './label-types.ts';
import { underHeadings } from './line-scores.ts';
import { withMissing } from './missing-descriptions.ts';
import { union, wordsAt } from './page-words.ts';
import { CENT, closingCells, productOf, putCells, TAX, TAX_AMONG_ITEMS } from './row-products.ts';
import { cellSpans, type ScoredPage, type Span } from './spans.ts';
import { groupRows, mergeSplitRows, type Sides, TableRow, takeLooseCells, withoutStrays } from './table-rows.ts';
import { type Habits, spanValue } from './values.ts';
import { withWrappedLines } from './wrapped-lines.ts';

/** The numbers of a line item. */
const CORE = ['quantity', 'unitPrice', 'lineTotal'] as const;
const AS_TAX: Readonly<Record<string, string>> = {
  'line.taxRate': 'tax.rate',
  'line.unitPrice': 'tax.base',
  'line.lineTotal': 'tax.amount',
};

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

const columns = lineFieldNames.filter((name) => name !== 'description');

type ItemRows = { items: readonly TableRow[]; taxes: TableRow[] };

/** Rows of items from the top, and rows of taxes that look like items. `sides`: of loose cells, as earlier pages told. */
function itemRows(scored: ScoredPage, habits: Habits, sides: Sides): ItemRows {
  const cells = columns.flatMap((name) => cellSpans(`line.${name}`, scored));
  const items: TableRow[] = [];
  const taxes: TableRow[] = [];
  const allowances = new Set<TableRow>();
  for (const row of takeLooseCells(mergeSplitRows(groupRows(cells)), sides)) {
    const product = productOf(row, scored, habits);
    const tax = row.cells.has('line.quantity') || product ? null : closingCells(TAX_AMONG_ITEMS, row, scored, habits);
    if (tax) {
      taxes.push(new TableRow(tax.map((cell) => ({ ...cell, name: AS_TAX[cell.name] ?? cell.name }))));
      continue;
    }
    if (!product && isAllowance(row, scored)) allowances.add(row);
    putCells(row, product ?? []);
    items.push(row);
  }
  return { items: withoutStrays(items).filter((row) => !allowances.has(row)), taxes };
}

function taxRows(scored: ScoredPage, habits: Habits): TableRow[] {
  const rows = groupRows(taxFieldNames.flatMap((name) => cellSpans(`tax.${name}`, scored)));
  for (const row of rows) putCells(row, closingCells(TAX, row, scored, habits) ?? []);
  return rows;
}

/** Does quantity x price give the total? Where one is missing or a discount is printed, nothing contradicts. */
function multiplies({ quantity, unitPrice, lineTotal, discount }: FoundFields): boolean {
  if (!quantity || !unitPrice || !lineTotal || discount) return true;
  return Math.abs(Number(quantity.value) * Number(unitPrice.value) - Number(lineTotal.value)) < CENT;
}

/**
 * An item has its total, or the quantity and the price that make one; a total alone needs a description. Where items have
 * descriptions, one without needs all its numbers, and that they multiply.
 */
function itemsOf(rows: readonly FoundFields[]): FoundFields[] {
  const numbers = (row: FoundFields) => CORE.filter((name) => row[name]).length;
  const described = rows.some((row) => row.description && numbers(row) > 1);
  const isItem = (row: FoundFields) => {
    if (!row.lineTotal && !(row.quantity && row.unitPrice)) return false;
    if (row.description) return true;
    return described ? numbers(row) === CORE.length && multiplies(row) : numbers(row) > 1;
  };
  return rows.filter(isItem);
}

/** Rows with a rate or an amount that do not repeat another; where one is complete, single values drop out. */
function distinctTaxes(rows: readonly FoundFields[]): FoundFields[] {
  const columnsOf = (row: FoundFields) => Object.keys(row).length;
  const complete = rows.some((row) => columnsOf(row) === taxFieldNames.length);
  const kept = new Map<string, FoundFields>();
  for (const row of rows) {
    const key = taxFieldNames.map((name) => row[name]?.value ?? '').join('|');
    const fits = (row.rate || row.amount) && (columnsOf(row) > 1 || !complete);
    if (fits && !kept.has(key)) kept.set(key, row);
  }
  return [...kept.values()];
}

/** Line items and tax rows of all pages from top to bottom. */
export function tables(pages: readonly ScoredPage[], habits: Habits): { lines: FoundFields[]; taxes: FoundFields[] } {
  const lines: FoundFields[] = [];
  const taxes: FoundFields[] = [];
  const sides: Sides = new Map();
  for (const scored of underHeadings(pages)) {
    const rows = itemRows(scored, habits, sides);
    const attached = attachDescriptions(rows.items, descriptionBlocks(scored, rows.items));
    const described = withMissing(scored, rows.items, attached);
    const descriptions = withWrappedLines(scored, rows.items, described);
    const cell = (row: TableRow, name: string) => row.cells.get(name) ?? [];
    for (const row of rows.items) {
      const spansOf = (name: string) =>
        name === 'description' ? (descriptions.get(row) ?? []) : [cell(row, `line.${name}`)].flat();
      lines.push(rowValues(lineFieldNames, 'line', spansOf, scored, habits));
    }
    for (const row of [...taxRows(scored, habits), ...rows.taxes]) {
      const spansOf = (name: string) => [cell(row, `tax.${name}`)].flat();
      taxes.push(rowValues(taxFieldNames, 'tax', spansOf, scored, habits));
    }
  }
  return { lines: itemsOf(lines), taxes: distinctTaxes(taxes) };
}
