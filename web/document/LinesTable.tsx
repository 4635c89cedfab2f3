import { useState } from 'react';
import type { DocumentResult } from '../../schemas/document.ts';
import { type LineFieldName, lineFieldNames } from '../../schemas/fields.ts';
import type { Column } from './column.ts';
import { EvidenceTable } from './EvidenceTable.tsx';
import { lineWords } from './field-words.ts';
import { LinesSum } from './LinesSum.tsx';
import { useDocumentView } from './review-context.ts';

/** Columns that a person is offered even where nothing was found. */
const usual: readonly LineFieldName[] = ['description', 'quantity', 'unitPrice', 'lineTotal'];
const allColumns: readonly Column[] = lineFieldNames.map((name) => ({ name, words: lineWords[name] }));

export function LinesTable({ result }: { result: DocumentResult }) {
  const { editable, draft } = useDocumentView();
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  const isShown = ({ name }: Column) =>
    result.lines.some((row) => row[name as LineFieldName] !== undefined) ||
    (editable &&
      (usual.some((one) => one === name) ||
        added.has(name) ||
        [...draft.edits.keys()].some((path) => path.startsWith('lines.') && path.endsWith(`.${name}`))));
  const columns = allColumns.filter(isShown);
  const hidden = allColumns.filter((column) => !isShown(column));
  return (
    <EvidenceTable
      title="Line items"
      table="lines"
      rowWords="line"
      columns={columns}
      allColumns={allColumns}
      tools={
        editable &&
        hidden.length > 0 && (
          <select
            className="small"
            aria-label="Add a column"
            value=""
            onChange={({ currentTarget }) => setAdded(new Set(added).add(currentTarget.value))}
          >
            <option value="" disabled>
              Add a column…
            </option>
            {hidden.map(({ name, words }) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        )
      }
      foot={<LinesSum />}
    />
  );
}
