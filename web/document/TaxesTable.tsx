import type { DocumentResult } from '../../schemas/document.ts';
import { taxFieldNames } from '../../schemas/fields.ts';
import { EvidenceTable } from './EvidenceTable.tsx';
import { taxWords } from './field-words.ts';

export function TaxesTable({ result }: { result: DocumentResult }) {
  return (
    <EvidenceTable
      title="Taxes"
      table="taxes"
      rowWords="tax row"
      count={result.taxes.length}
      columns={taxFieldNames.map((name) => ({ name, words: taxWords[name] }))}
    />
  );
}
