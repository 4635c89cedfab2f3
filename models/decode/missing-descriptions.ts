import type { TablePage } from './line-scores.ts';
import { heightOf, middleOf, union, wordsAt } from './page-words.ts';
import type { Span } from './spans.ts';
import { SAME_ROW, type TableRow } from './table-rows.ts';
import { DESCRIBED, textParts } from './text-parts.ts';
import { ALIGNED, FOREIGN, isLineBelow, LEAST_SCORE } from './wrapped-lines.ts';

const LETTER = /\p{L}/u;
const NUMBERS = ['line.quantity', 'line.unitPrice', 'line.lineTotal'];
/** A row without a description is an item when it has this many of its numbers. */
const LEAST_NUMBERS = 3;

/**
 * Descriptions with those of rows that the model found none for: the text on the line of the row that stands under the
 * heading of descriptions, else where other descriptions begin, and the lines that follow it.
 */
export function withMissing(
  scored: TablePage,
  rows: readonly TableRow[],
  descriptions: ReadonlyMap<TableRow, Span[]>,
): Map<TableRow, Span[]> {
  const { page, scores, number, columns } = scored;
  const cells = rows.flatMap((row) => [...row.cells.values()].flatMap((cell) => cell.words));
  const taken = new Set([...cells, ...[...descriptions.values()].flat().flatMap((span) => span.words)]);
  const foreign = (index: number) => scores.isForeign(index, FOREIGN);
  const free = new Set(textParts(scored, taken).filter((part) => !part.some(foreign)));
  const lefts = [...descriptions.values()].flatMap(([first]) => (first ? [first.box[0]] : []));
  const boxOf = (part: readonly number[]) => union(wordsAt(page, part).map((word) => word.box));
  const spanOf = (words: number[]): Span => {
    const mean = words.reduce((sum, index) => sum + scores.probability(index, 'line.description'), 0) / words.length;
    return { name: 'line.description', page: number, words, box: boxOf(words), score: Math.max(LEAST_SCORE, mean) };
  };
  const named = (part: readonly number[]) => part.some((index) => LETTER.test(page.words[index]?.text ?? ''));
  const lineOf = (row: TableRow): number[] | undefined => {
    const beside = [...free].filter((part) => {
      const box = boxOf(part);
      return Math.abs(middleOf(box) - row.middle) <= SAME_ROW * Math.max(heightOf(box), row.height);
    });
    const under = beside.find((part) => columns[part[0] ?? -1]?.kind === DESCRIBED);
    const isAligned = (part: readonly number[]) => {
      const box = boxOf(part);
      return named(part) && lefts.some((left) => Math.abs(left - box[0]) <= ALIGNED * heightOf(box));
    };
    return under ?? beside.find(isAligned);
  };
  const all = new Map(descriptions);
  for (const row of rows) {
    if (all.has(row) || NUMBERS.filter((name) => row.cells.has(name)).length < LEAST_NUMBERS) continue;
    const spans: Span[] = [];
    for (let line = lineOf(row); line; ) {
      free.delete(line);
      const last = boxOf(line);
      spans.push(spanOf(line));
      line = [...free].find((part) => {
        const box = boxOf(part);
        const others = rows.some((other) => other !== row && other.top <= middleOf(box) && middleOf(box) <= other.bottom);
        return !others && wordsAt(page, part.slice(0, 1)).some((word) => isLineBelow(last, word.box));
      });
    }
    if (spans.length > 0) all.set(row, spans);
  }
  return all;
}
