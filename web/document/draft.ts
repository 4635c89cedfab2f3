import type { DocumentResult } from '../../schemas/document.ts';
import type { Place } from '../../schemas/place.ts';
import type { ReviewDecision } from '../../schemas/review.ts';
import { valueProblem } from '../values/value-problem.ts';
import { type Slots, typeOf } from './slots.ts';

export interface Edit {
  /** What the input holds; empty says that the document has no such value. */
  text: string;
  place?: Place;
}

export type Table = 'lines' | 'taxes';

/** The rows of one table as they stand, by the numbers that paths call them by; `next` is that of a new row. */
export interface DraftRows {
  found: number;
  order: readonly number[];
  next: number;
}

/** What a person changed and confirmed so far. */
export interface Draft {
  edits: ReadonlyMap<string, Edit>;
  confirmed: ReadonlySet<string>;
  rows: Readonly<Record<Table, DraftRows>>;
}

const rowsFound = (found: number): DraftRows => ({
  found,
  order: Array.from({ length: found }, (_, number) => number),
  next: found,
});

export const draftOf = ({ lines, taxes }: Pick<DocumentResult, 'lines' | 'taxes'>): Draft => ({
  edits: new Map(),
  confirmed: new Set(),
  rows: { lines: rowsFound(lines.length), taxes: rowsFound(taxes.length) },
});

export function textOf(slots: Slots, draft: Draft, path: string): string {
  return draft.edits.get(path)?.text ?? slots.get(path)?.evidence?.value ?? '';
}

export function isChanged(slots: Slots, draft: Draft, path: string): boolean {
  const edit = draft.edits.get(path);
  return edit !== undefined && edit.text.trim() !== (slots.get(path)?.evidence?.value ?? '');
}

export function problemOf(slots: Slots, draft: Draft, path: string): string | null {
  const text = textOf(slots, draft, path).trim();
  return text === '' || !isChanged(slots, draft, path) ? null : valueProblem(text, typeOf(path));
}

/** A value in doubt that the person has neither confirmed nor changed to something sound. */
export function isOpen(slots: Slots, draft: Draft, path: string): boolean {
  if (slots.get(path)?.doubtful !== true || draft.confirmed.has(path)) return false;
  return !isChanged(slots, draft, path) || problemOf(slots, draft, path) !== null;
}

function cellOf(path: string): { table: Table; row: number; column: string } | null {
  const [table, row, column] = path.split('.');
  if (column === undefined || (table !== 'lines' && table !== 'taxes')) return null;
  return { table, row: Number(row), column };
}

/** False for a value of a row that was removed. */
export function isThere(draft: Draft, path: string): boolean {
  const cell = cellOf(path);
  return cell === null || draft.rows[cell.table].order.includes(cell.row);
}

/** The path as it is named to a person: its row by where it stands now. */
export function shownPath(draft: Draft, path: string): string {
  const cell = cellOf(path);
  if (cell === null) return path;
  return `${cell.table}.${draft.rows[cell.table].order.indexOf(cell.row)}.${cell.column}`;
}

type Approval = Extract<ReviewDecision, { action: 'approve' }>;

/** The rows of a table as a decision says them, new ones without any value left out; undefined where they are as found. */
function rowsOf(draft: Draft, table: Table): number[] | undefined {
  const { order, found } = draft.rows[table];
  const isFilled = (row: number) =>
    row < found ||
    [...draft.edits].some(([path, { text }]) => path.startsWith(`${table}.${row}.`) && text.trim() !== '');
  const rows = order.filter(isFilled);
  return rows.length === found && rows.every((row, index) => row === index) ? undefined : rows;
}

/** The draft as a decision: values that were changed, and the rows of tables where those were. */
export function approvalOf(slots: Slots, draft: Draft): Pick<Approval, 'changes' | 'rows'> {
  const changes = [...draft.edits].flatMap(([path, { text, place }]) => {
    if (!isThere(draft, path) || !isChanged(slots, draft, path)) return [];
    const value = text.trim() === '' ? null : text.trim();
    return [{ path, value, ...(place !== undefined && value !== null && { place }) }];
  });
  const lines = rowsOf(draft, 'lines');
  const taxes = rowsOf(draft, 'taxes');
  const rows = { ...(lines && { lines }), ...(taxes && { taxes }) };
  return { changes, ...(Object.keys(rows).length > 0 && { rows }) };
}

/** How many things a draft changes: values, rows that were removed, and tables whose rows change places. */
export function changeCount(slots: Slots, draft: Draft): number {
  const { changes } = approvalOf(slots, draft);
  const inTables = Object.values(draft.rows).map(({ order, found }) => {
    const kept = order.filter((row) => row < found);
    const moved = kept.some((row, index) => row < (kept[index - 1] ?? 0)) ? 1 : 0;
    return found - kept.length + moved;
  });
  return inTables.reduce((sum, count) => sum + count, changes.length);
}

export function problemsOf(slots: Slots, draft: Draft): string[] {
  return [...draft.edits.keys()].filter((path) => isThere(draft, path) && problemOf(slots, draft, path) !== null);
}
