import { CrossIcon } from '../parts/icons.tsx';
import type { Column } from './column.ts';
import { EvidenceCell } from './EvidenceCell.tsx';
import { useDocumentView } from './review-context.ts';

export function EvidenceTableRow(properties: {
  table: 'lines' | 'taxes';
  index: number;
  columns: readonly Column[];
  rowWords: string;
}) {
  const { table, index, columns, rowWords } = properties;
  const { dispatch, editable } = useDocumentView();
  const row = `${table}.${index}`;
  return (
    <tr>
      {columns.map(({ name }) => (
        <EvidenceCell key={name} path={`${row}.${name}`} />
      ))}
      {editable && (
        <td className="end">
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${rowWords} ${index + 1}`}
            onClick={() => dispatch({ do: 'remove-row', row })}
          >
            <CrossIcon />
          </button>
        </td>
      )}
    </tr>
  );
}
