import { useEffect, useState } from 'react';
import type { FieldName } from '../../schemas/fields.ts';
import { fieldElementId } from './field-element.ts';
import { fieldGroups, fullFieldWords } from './field-words.ts';
import { useDocumentView } from './review-context.ts';

/** Fields that the document has but nothing found. */
export function AddField() {
  const { slots, draft, dispatch } = useDocumentView();
  const [added, setAdded] = useState<FieldName | null>(null);

  useEffect(() => {
    if (added !== null) document.getElementById(fieldElementId(added))?.focus();
  }, [added]);

  const isMissing = (name: FieldName) => !slots.has(name) && !draft.edits.has(name);
  return (
    <label className="add-field">
      <span>Add a field</span>
      <select
        value=""
        onChange={({ currentTarget }) => {
          const name = currentTarget.value as FieldName;
          dispatch({ do: 'edit', path: name, edit: { text: '' } });
          setAdded(name);
        }}
      >
        <option value="" disabled>
          Choose…
        </option>
        {fieldGroups.map(({ title, names }) => (
          <optgroup key={title} label={title}>
            {names.filter(isMissing).map((name) => (
              <option key={name} value={name}>
                {fullFieldWords(name)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
