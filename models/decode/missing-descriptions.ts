import type { TablePage } from './line-scores.ts';
import { heightOf, middleOf, union, wordsAt } from './page-words.ts';
import type { Span } from './spans.ts';
import { SAME_ROW, type TableRow } from './table-rows.ts';
import { ALIGNED, DESCRIBED } from './text-parts.ts';
import { FreeText, unsureLine } from './wrapped-lines.ts';

const LETTERS = /\p{L}{3}/u;
/** The numbers that make a row an item without the model's description. */
const NUMBERS = ['line.quantity', 'line.unitPrice', 'line.lineTotal'];

/**
 * Descriptions with those of rows that the model found none for: the text on the line of the row that stands under the
 * heading of descriptions, else where other descriptions begin, and the lines that follow it up to another row.
 */
export function withMissing(
  scored: TablePage,
  rows: readonly TableRow[],
  descriptions: ReadonlyMap<TableRow, Span[]>,
): Map<TableRow, Span[]> {
  const { page, columns } = scored;
  const free = new FreeText(scored, rows, descriptions);
  const lefts = [...descriptions.values()].flatMap(([first]) => (first ? [first.box[0]] : []));
  const boxOf = (part: readonly number[]) => union(wordsAt(page, part).map((word) => word.box));
  const isUnderHeading = ([first = -1]: readonly number[]) => columns[first]?.kind === DESCRIBED;
  const isAligned = (part: readonly number[]) => {
    const box = boxOf(part);
    const named = wordsAt(page, part).some((word) => LETTERS.test(word.text));
    return named && lefts.some((left) => Math.abs(left - box[0]) <= ALIGNED * heightOf(box));
  };
  const lineOf = (row: TableRow): number[] | undefined => {
    const beside = free.parts.filter((part) => {
      const box = boxOf(part);
      return Math.abs(middleOf(box) - row.middle) <= SAME_ROW * Math.max(heightOf(box), row.height);
    });
    return beside.find(isUnderHeading) ?? beside.find(isAligned);
  };
  const textOf = (row: TableRow): Span[] => {
    const isOfOther = (middle: number) =>
      rows.some((other) => other !== row && other.top <= middle && middle <= other.bottom);
    const spans: Span[] = [];
    for (let line = lineOf(row); line; ) {
      free.take(line);
      spans.push(unsureLine(scored, line));
      line = free.below(boxOf(line), (part) => !isOfOther(middleOf(boxOf(part))));
    }
    return spans;
  };
  const all = new Map(descriptions);
  for (const row of rows) {
    if (all.has(row) || !NUMBERS.every((name) => row.cells.has(name))) continue;
    const spans = textOf(row);
    if (spans.length > 0) all.set(row, spans);
  }
  return all;
}
