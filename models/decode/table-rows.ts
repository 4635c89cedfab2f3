import { heightOf, middleOf } from './page-words.ts';
import type { Span } from './spans.ts';

/** Cells belong to one row when their middles differ by at most this share of their height. */
export const SAME_ROW = 0.5;
/** An item printed on two lines has at most this many line heights between them. */
const ROW_GAP = 1.5;
const TOTAL = 'line.lineTotal';
/** A row is a line item when it has one of these. */
const CORE = ['line.quantity', 'line.unitPrice', TOTAL];

/** The cells of one table row, by column. */
export class TableRow {
  readonly cells = new Map<string, Span>();

  get #boxes() {
    return [...this.cells.values()].map((cell) => cell.box);
  }

  get top(): number {
    return Math.min(...this.#boxes.map((box) => box[1]));
  }

  get bottom(): number {
    return Math.max(...this.#boxes.map((box) => box[3]));
  }

  get middle(): number {
    return this.#boxes.reduce((sum, box) => sum + middleOf(box), 0) / this.cells.size;
  }

  get height(): number {
    return this.#boxes.reduce((sum, box) => sum + heightOf(box), 0) / this.cells.size;
  }
}

/** Rows from top to bottom; of two cells of one column in a row the likelier stays. */
export function groupRows(cells: readonly Span[]): TableRow[] {
  const rows: TableRow[] = [];
  for (const cell of cells.toSorted((a, b) => middleOf(a.box) - middleOf(b.box))) {
    let row = rows.at(-1);
    const reach = SAME_ROW * Math.max(heightOf(cell.box), row?.height ?? 0);
    if (!row || Math.abs(middleOf(cell.box) - row.middle) > reach) {
      row = new TableRow();
      rows.push(row);
    }
    const present = row.cells.get(cell.name);
    if (!present || cell.score > present.score) row.cells.set(cell.name, cell);
  }
  return rows;
}

function canTake(other: TableRow, row: TableRow): boolean {
  const gap = Math.max(row.top, other.top) - Math.min(row.bottom, other.bottom);
  const shares = [...row.cells.keys()].some((name) => other.cells.has(name));
  return other.cells.has(TOTAL) && !shares && gap <= ROW_GAP * row.height;
}

/**
 * Unites an item printed on two lines: a row without total goes to a neighbour that has one and none of its columns,
 * the row above first. Only where at least half of the rows have a total.
 */
export function mergeSplitRows(rows: readonly TableRow[]): TableRow[] {
  const kept = [...rows];
  if (2 * rows.filter((row) => row.cells.has(TOTAL)).length < rows.length) return kept;
  for (const row of rows) {
    if (row.cells.has(TOTAL)) continue;
    const place = kept.indexOf(row);
    const target = [kept[place - 1], kept[place + 1]].find((other) => other && canTake(other, row));
    if (!target) continue;
    for (const [name, cell] of row.cells) target.cells.set(name, cell);
    kept.splice(place, 1);
  }
  return kept;
}

/** The row with the smallest vertical gap to the cell that lacks its column; the upper one at a tie. */
function nearestWithout(cell: Span, rows: readonly TableRow[]): { row: TableRow; gap: number } | undefined {
  return rows
    .filter((row) => !row.cells.has(cell.name))
    .map((row) => ({ row, gap: Math.max(cell.box[1], row.top) - Math.min(cell.box[3], row.bottom) }))
    .sort((a, b) => a.gap - b.gap)[0];
}

/** Rows with a quantity, unit price or total; loose cells go to the nearest of these that lacks their column. */
export function takeLooseCells(rows: readonly TableRow[]): TableRow[] {
  const core = rows.filter((row) => CORE.some((name) => row.cells.has(name)));
  const loose = rows.filter((row) => !core.includes(row)).flatMap((row) => [...row.cells.values()]);
  for (const cell of loose) {
    const nearest = nearestWithout(cell, core);
    if (nearest && nearest.gap <= ROW_GAP * heightOf(cell.box)) nearest.row.cells.set(cell.name, cell);
  }
  return core;
}
