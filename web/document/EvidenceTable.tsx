import { type ReactNode, useId } from 'react';
import { PlusIcon } from '../parts/icons.tsx';
import type { Column } from './column.ts';
import type { Table } from './draft.ts';
import { EvidenceTableRow } from './EvidenceTableRow.tsx';
import { useDocumentView } from './review-context.ts';
import { isNumeric, typeOf } from './slots.ts';
import { useTableEditing } from './use-table-editing.ts';

/**
 * Line items or tax rows: cells to read or, while the case waits for a person, to edit. Rows are added, removed and moved, and
 * a table copied from a spreadsheet is pasted into a cell.
 */
export function EvidenceTable(properties: {
  title: string;
  table: Table;
  rowWords: string;
  columns: readonly Column[];
  /** Those that a pasted table may name in its first row. */
  allColumns: readonly Column[];
  tools?: ReactNode;
  foot?: ReactNode;
}) {
  const { title, table, rowWords, columns, allColumns, tools, foot } = properties;
  const { draft, editable } = useDocumentView();
  const editing = useTableEditing(table, columns, allColumns);
  const id = useId();
  const rows = draft.rows[table].order;
  return (
    <section className="card" aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{title}</h2>
        <span className="quiet">{rows.length === 0 ? 'none found' : rows.length}</span>
        {editable && (
          <span className="table-tools">
            {tools}
            <button type="button" className="button small plain" onClick={() => editing.addRow()}>
              <PlusIcon /> Add {rowWords}
            </button>
          </span>
        )}
      </header>
      {rows.length > 0 && (
        <div className="table-scroll">
          <table className="evidence" data-editable={editable} {...(editable && editing.handlers)}>
            <thead>
              <tr>
                {columns.map(({ name, words }) => (
                  <th key={name} scope="col" className={isNumeric(typeOf(`${table}.0.${name}`)) ? 'end' : ''}>
                    {words}
                  </th>
                ))}
                {editable && (
                  <th scope="col">
                    <span className="visually-hidden">Move or remove</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <EvidenceTableRow
                  key={row}
                  table={table}
                  row={row}
                  isFirst={index === 0}
                  isLast={index === rows.length - 1}
                  words={`${rowWords} ${index + 1}`}
                  columns={columns}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 && foot}
    </section>
  );
}
