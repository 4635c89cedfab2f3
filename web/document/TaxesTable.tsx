import { taxFieldNames } from '../../schemas/fields.ts';
import { EvidenceTable } from './EvidenceTable.tsx';
import { taxWords } from './field-words.ts';

const columns = taxFieldNames.map((name) => ({ name, words: taxWords[name] }));

export function TaxesTable() {
  return <EvidenceTable title="Taxes" table="taxes" rowWords="tax row" columns={columns} allColumns={columns} />;
}
