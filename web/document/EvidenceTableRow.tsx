import { CrossIcon, DownIcon, UpIcon } from '../parts/icons.tsx';
import type { Column } from './column.ts';
import type { Table } from './draft.ts';
import { EvidenceCell } from './EvidenceCell.tsx';
import { useDocumentView } from './review-context.ts';

/** Its buttons are for the pointer; in a cell Alt with an arrow, Enter or Delete does the same, so that Tab goes from value to value. */
export function EvidenceTableRow(properties: {
  table: Table;
  row: number;
  isFirst: boolean;
  isLast: boolean;
  /** "line 3", by where it stands. */
  words: string;
  columns: readonly Column[];
}) {
  const { table, row, isFirst, isLast, words, columns } = properties;
  const { dispatch, editable } = useDocumentView();
  return (
    <tr>
      {columns.map(({ name }) => (
        <EvidenceCell key={name} path={`${table}.${row}.${name}`} />
      ))}
      {editable && (
        <td className="row-tools">
          <button
            type="button"
            className="icon-button"
            tabIndex={-1}
            aria-label={`Move ${words} up`}
            disabled={isFirst}
            onClick={() => dispatch({ do: 'move-row', table, row, by: -1 })}
          >
            <UpIcon />
          </button>
          <button
            type="button"
            className="icon-button"
            tabIndex={-1}
            aria-label={`Move ${words} down`}
            disabled={isLast}
            onClick={() => dispatch({ do: 'move-row', table, row, by: 1 })}
          >
            <DownIcon />
          </button>
          <button
            type="button"
            className="icon-button"
            tabIndex={-1}
            aria-label={`Remove ${words}`}
            onClick={() => dispatch({ do: 'remove-row', table, row })}
          >
            <CrossIcon />
          </button>
        </td>
      )}
    </tr>
  );
}
