import { type ReactNode, useId } from 'react';
import { PlusIcon } from '../parts/icons.tsx';
import type { Column } from './column.ts';
import { EvidenceTableRow } from './EvidenceTableRow.tsx';
import { useDocumentView } from './review-context.ts';
import { isNumeric, typeOf } from './slots.ts';

/** Line items or tax rows: cells to read or, while the case waits for a person, to edit; rows can be added and removed. */
export function EvidenceTable(properties: {
  title: string;
  table: 'lines' | 'taxes';
  rowWords: string;
  count: number;
  columns: readonly Column[];
  foot?: ReactNode;
}) {
  const { title, table, rowWords, count, columns, foot } = properties;
  const { draft, dispatch, editable } = useDocumentView();
  const id = useId();
  const rows = Array.from({ length: count + draft.extra[table] }, (_, index) => index).filter(
    (index) => !draft.removedRows.has(`${table}.${index}`),
  );
  return (
    <section className="card" aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{title}</h2>
        <span className="quiet">{rows.length === 0 ? 'none found' : rows.length}</span>
        {editable && (
          <button type="button" className="button small plain" onClick={() => dispatch({ do: 'add-row', table })}>
            <PlusIcon /> Add {rowWords}
          </button>
        )}
      </header>
      {rows.length > 0 && (
        <div className="table-scroll">
          <table className="evidence" data-editable={editable}>
            <thead>
              <tr>
                {columns.map(({ name, words }) => (
                  <th key={name} scope="col" className={isNumeric(typeOf(`${table}.0.${name}`)) ? 'end' : ''}>
                    {words}
                  </th>
                ))}
                {editable && (
                  <th scope="col">
                    <span className="visually-hidden">Remove</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((index) => (
                <EvidenceTableRow key={index} table={table} index={index} columns={columns} rowWords={rowWords} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 && foot}
    </section>
  );
}
