import type { ClipboardEvent, KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { readValue } from '../values/read-value.ts';
import type { Column } from './column.ts';
import type { Table } from './draft.ts';
import { fieldElementId } from './field-element.ts';
import { pastedCells } from './paste-cells.ts';
import { useDocumentView } from './review-context.ts';
import { typeOf } from './slots.ts';

/** The row and column of the cell that an event comes from. */
function cellOf(target: EventTarget): { row: number; column: string } | null {
  const path = target instanceof Element ? target.closest<HTMLElement>('[data-path]')?.dataset.path : undefined;
  const [, row, column] = path?.split('.') ?? [];
  return row === undefined || column === undefined ? null : { row: Number(row), column };
}

/** Rows by the keys of a table, and cells by a paste. The focus stays in the column it was in. */
export function useTableEditing(table: Table, columns: readonly Column[], allColumns: readonly Column[]) {
  const { draft, dispatch } = useDocumentView();
  const { order, next } = draft.rows[table];
  const focus = (row: number, column: string) =>
    document.getElementById(fieldElementId(`${table}.${row}.${column}`))?.focus();

  const addRow = (after?: number, column = columns[0]?.name ?? '') => {
    flushSync(() => dispatch({ do: 'add-row', table, ...(after !== undefined && { after }) }));
    focus(next, column);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellOf(event.target);
    if (!event.altKey || event.ctrlKey || event.metaKey || cell === null) return;
    const { row, column } = cell;
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      flushSync(() => dispatch({ do: 'move-row', table, row, by: event.key === 'ArrowUp' ? -1 : 1 }));
      focus(row, column);
    } else if (event.key === 'Enter') addRow(row, column);
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      const at = order.indexOf(row);
      const neighbour = order[at + 1] ?? order[at - 1];
      flushSync(() => dispatch({ do: 'remove-row', table, row }));
      if (neighbour !== undefined) focus(neighbour, column);
    } else return;
    event.preventDefault();
  };

  const onPaste = (event: ClipboardEvent) => {
    const cell = cellOf(event.target);
    if (cell === null) return;
    const pasted = pastedCells(event.clipboardData.getData('text/plain'), columns, allColumns, cell.column);
    if (pasted === null) return;
    event.preventDefault();
    const cells = pasted.cells.map((texts) =>
      texts.map((text, at) => readValue(text, typeOf(`${table}.0.${pasted.columns[at]}`))),
    );
    dispatch({ do: 'fill', table, from: cell.row, columns: pasted.columns, cells });
  };

  return { addRow, handlers: { onKeyDown, onPaste } };
}
