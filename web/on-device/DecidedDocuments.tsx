import { useState } from 'react';
import { DecidedDocument } from './DecidedDocument.tsx';
import type { DocumentDecision } from './thread-messages.ts';

/** The documents of one file, one at a time. */
export function DecidedDocuments({ documents }: Pick<DocumentDecision, 'documents'>) {
  const [place, setPlace] = useState(0);
  const document = documents[place];
  if (document === undefined) return null;
  return (
    <>
      {documents.length > 1 && (
        <label className="block-label">
          <span>The file holds {documents.length} documents</span>
          <select value={place} onChange={({ currentTarget }) => setPlace(Number(currentTarget.value))}>
            {[...documents.keys()].map((number) => (
              <option key={number} value={number}>
                {number + 1}: {documents[number]?.result.fields.invoiceNumber?.value ?? documents[number]?.result.kind}
              </option>
            ))}
          </select>
        </label>
      )}
      <DecidedDocument key={place} {...document} />
    </>
  );
}
