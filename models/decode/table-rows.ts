import { heightOf, middleOf } from './page-words.ts';
import type { Span } from './spans.ts';

/** Cells belong to one row when their middles differ by at most this share of their height. */
export const SAME_ROW = 0.5;
/** An item printed on two lines has at most this many line heights between them. */
export const ROW_GAP = 1.5;
/** The same, where the cells of a column all stand above or all below their rows. */
const SIDE_GAP = 6;
/** Where a loose cell stands from its row: the row is the first below the cell, or the one before that. */
const ABOVE = 0;
const BELOW = -1;
/** By column. */
export type Sides = Map<string, number>;
export const TOTAL = 'line.lineTotal';
const FACTORS = ['line.quantity', 'line.unitPrice'];
/** A row is a line item when it has one of these. */
const CORE = [...FACTORS, TOTAL];
/** Columns that an item has once; item numbers and units may stand on each of its lines. */
const NUMBERS = [...CORE, 'line.discount', 'line.taxRate'];

/** The cells of one table row, by column. */
export class TableRow {
  readonly cells: Map<string, Span>;

  constructor(cells: readonly Span[] = []) {
    this.cells = new Map(cells.map((cell) => [cell.name, cell]));
  }

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

const isCore = (row: TableRow) => CORE.some((name) => row.cells.has(name));
const hasTotal = (row: TableRow) => row.cells.has(TOTAL);

/** Do at least half of the rows with a price have a total? */
function haveTotals(rows: readonly TableRow[]): boolean {
  const priced = rows.filter((row) => hasTotal(row) || row.cells.has('line.unitPrice'));
  return 2 * rows.filter(hasTotal).length >= priced.length;
}

function canTake(other: TableRow, row: TableRow): boolean {
  const gap = Math.max(row.top, other.top) - Math.min(row.bottom, other.bottom);
  const shares = NUMBERS.some((name) => row.cells.has(name) && other.cells.has(name));
  return hasTotal(other) && !shares && gap <= ROW_GAP * row.height;
}

/**
 * Unites an item printed on two lines: a row without total goes to a neighbour that has one and none of its numbers,
 * the row above first. Only where rows have totals.
 */
export function mergeSplitRows(rows: readonly TableRow[]): TableRow[] {
  const kept = [...rows];
  if (!haveTotals(rows)) return kept;
  for (const row of rows) {
    if (hasTotal(row) || !isCore(row)) continue;
    const place = kept.indexOf(row);
    const [above, below] = [kept[place - 1], kept[place + 1]];
    const target = [above, below].find((other) => other && canTake(other, row));
    if (!target) continue;
    for (const [name, cell] of row.cells) {
      if (target === below || !target.cells.has(name)) target.cells.set(name, cell);
    }
    kept.splice(place, 1);
  }
  return kept;
}

/** Where rows have totals, a row without one needs a quantity and a unit price. */
export function withoutStrays(rows: readonly TableRow[]): readonly TableRow[] {
  if (!haveTotals(rows) || !rows.some(hasTotal)) return rows;
  return rows.filter((row) => hasTotal(row) || FACTORS.every((name) => row.cells.has(name)));
}

/** The row with the smallest vertical gap to the cell that lacks its column; the upper one at a tie. */
function nearestWithout(cell: Span, rows: readonly TableRow[]): { row: TableRow; gap: number } | undefined {
  return rows
    .filter((row) => !row.cells.has(cell.name))
    .map((row) => ({ row, gap: Math.max(cell.box[1], row.top) - Math.min(cell.box[3], row.bottom) }))
    .sort((a, b) => a.gap - b.gap)[0];
}

/**
 * A loose cell before the first row tells that those of its column stand above their rows, one behind the last that they
 * stand below. What an earlier page has told stays.
 */
function learnSides(sides: Sides, cells: readonly Span[], middles: readonly number[]): void {
  const [first = 0, last = 0] = [middles[0], middles.at(-1)];
  const before = cells.filter(({ box }) => middleOf(box) < first);
  const behind = cells.filter(({ box }) => middleOf(box) > last);
  for (const [side, telling] of [[ABOVE, before] as const, [BELOW, behind] as const]) {
    for (const { name } of telling) if (!sides.has(name)) sides.set(name, side);
  }
}

/**
 * Rows with a quantity, unit price or total; loose cells go to one of these that lacks their column: to the next one on
 * the side where all of their column stand, else to the nearest.
 * @param sides what earlier pages have told; this page's is added
 */
export function takeLooseCells(rows: readonly TableRow[], sides: Sides): readonly TableRow[] {
  const core = rows.filter(isCore);
  const loose = rows.filter((row) => !isCore(row)).flatMap((row) => [...row.cells.values()]);
  if (core.length === 0) return core;
  const middles = core.map((row) => row.middle);
  learnSides(sides, loose, middles);
  for (const cell of loose) {
    const side = sides.get(cell.name);
    const place = middles.filter((middle) => middle < middleOf(cell.box)).length + (side ?? 0);
    const there = side === undefined ? core : core.slice(Math.max(0, place), place + 1);
    const nearest = nearestWithout(cell, there);
    const reach = (side === undefined ? ROW_GAP : SIDE_GAP) * heightOf(cell.box);
    if (nearest && nearest.gap <= reach) nearest.row.cells.set(cell.name, cell);
  }
  return core;
}
