import { headingKind } from './heading-words.ts';
import { namedRuns } from './named-runs.ts';
import { heightOf, type PageWords, sameLine } from './page-words.ts';
import { segmentsOf } from './segments.ts';
import type { TableRow } from './table-rows.ts';

/** An item number stands at most this many heights behind its label. */
const REACH = 3;

/** The words that name the item number behind them: they are no text of an item. */
export function itemNumberLabels(page: PageWords, rows: readonly TableRow[]): number[] {
  const numbers = rows.flatMap((row) => row.cells.get('line.sellerItemId') ?? []);
  if (numbers.length === 0) return [];
  const labels = segmentsOf(page).flatMap((segment) =>
    namedRuns(segment, page, (text) => (headingKind(text) === 'sellerItemId' ? true : null)).filter(({ name }) => name),
  );
  return labels.flatMap(({ words, box }) => {
    const names = numbers.some((cell) => {
      const gap = cell.box[0] - box[2];
      return sameLine(cell.box, box) && gap >= 0 && gap <= REACH * heightOf(box);
    });
    return names ? words : [];
  });
}
