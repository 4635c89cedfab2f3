import type { DocumentResult } from '../../schemas/document.ts';
import { AddField } from './AddField.tsx';
import { FieldRow } from './FieldRow.tsx';
import { FieldSection } from './FieldSection.tsx';
import { fieldGroups, fieldWords, fullFieldWords } from './field-words.ts';
import { LinesTable } from './LinesTable.tsx';
import { useDocumentView } from './review-context.ts';
import { TaxesTable } from './TaxesTable.tsx';

/** Doubtful fields first, then all others by group, then the tables. */
export function ResultFields({ result }: { result: DocumentResult }) {
  const { slots, draft, editable } = useDocumentView();
  const doubtful = [...slots.values()].filter((slot) => slot.doubtful && !slot.path.includes('.'));
  const first = new Set(doubtful.map(({ path }) => path));
  const shown = (name: string) => !first.has(name) && (slots.has(name) || draft.edits.has(name));
  return (
    <>
      {doubtful.length > 0 && (
        <FieldSection title="To check" note={`${doubtful.length} in doubt`} urgent>
          {doubtful.map(({ path }) => (
            <FieldRow key={path} path={path} label={fullFieldWords(path)} />
          ))}
        </FieldSection>
      )}
      {fieldGroups.map(({ title, names }) => {
        const present = names.filter(shown);
        if (present.length === 0) return null;
        return (
          <FieldSection key={title} title={title}>
            {present.map((name) => (
              <FieldRow key={name} path={name} label={fieldWords[name]} />
            ))}
          </FieldSection>
        );
      })}
      {editable && <AddField />}
      {(result.lines.length > 0 || editable) && <LinesTable result={result} />}
      {(result.taxes.length > 0 || editable) && <TaxesTable />}
    </>
  );
}
