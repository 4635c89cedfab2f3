import type { DocumentResult } from '../../schemas/document.ts';
import { type LineFieldName, lineFieldNames } from '../../schemas/fields.ts';
import { EvidenceTable } from './EvidenceTable.tsx';
import { lineWords } from './field-words.ts';
import { LinesSum } from './LinesSum.tsx';
import { useDocumentView } from './review-context.ts';

/** Columns that a person is offered even where nothing was found. */
const usual: readonly LineFieldName[] = ['description', 'quantity', 'unitPrice', 'lineTotal'];

export function LinesTable({ result }: { result: DocumentResult }) {
  const { editable } = useDocumentView();
  const columns = lineFieldNames.filter(
    (name) => result.lines.some((row) => row[name] !== undefined) || (editable && usual.includes(name)),
  );
  return (
    <EvidenceTable
      title="Line items"
      table="lines"
      rowWords="line"
      count={result.lines.length}
      columns={columns.map((name) => ({ name, words: lineWords[name] }))}
      foot={<LinesSum count={result.lines.length} />}
    />
  );
}
