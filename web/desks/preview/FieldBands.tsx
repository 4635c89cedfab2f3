import type { DeskPreview } from '../../../schemas/desk-preview.ts';
import { fullFieldWords } from '../../document/field-words.ts';

/** How sure the specialist was of each field. */
export function FieldBands({ fields }: { fields: DeskPreview['fields'] }) {
  return (
    <details>
      <summary>Field by field</summary>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col" className="end">
              High
            </th>
            <th scope="col" className="end">
              Medium
            </th>
            <th scope="col" className="end">
              Low
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, high, medium, low }) => (
            <tr key={field}>
              <th scope="row">{fullFieldWords(field)}</th>
              <td className="end number">{high}</td>
              <td className="end number">{medium}</td>
              <td className="end number">{low}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
