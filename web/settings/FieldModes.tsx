import { fieldNames } from '../../schemas/fields.ts';
import { automation, DOCUMENTS, type Policy, ticketFields } from '../../schemas/policy.ts';
import { fullFieldWords } from '../document/field-words.ts';

const AS_DESK = '';
const words: Record<Policy['automation'], string> = {
  never: 'suggest only',
  confident: 'what the bound vouches for',
  always: 'automate',
};
/** Of a ticket, only the intent has a bound. */
const unbounded = ['never', 'always'] as const;

/** What passes field by field, where it is otherwise than for the desk. */
export function FieldModes(properties: {
  desk: string;
  fields: NonNullable<Policy['fields']>;
  disabled: boolean;
  onChange: (fields: NonNullable<Policy['fields']>) => void;
}) {
  const { desk, fields, disabled, onChange } = properties;
  const names: readonly string[] = desk === DOCUMENTS ? fieldNames : ticketFields;
  const chosen = Object.keys(fields).length;
  const change = (name: string, mode: string) => {
    const { [name]: _, ...others } = fields;
    onChange(mode === AS_DESK ? others : { ...others, [name]: automation.parse(mode) });
  };
  return (
    <details className="field-modes">
      <summary>Field by field{chosen > 0 && <span className="quiet">: {chosen} otherwise</span>}</summary>
      <div className="field-mode-grid">
        {names.map((name) => {
          const hasBound = desk === DOCUMENTS || name === 'intent';
          return (
            <label key={name}>
              <span>{hasBound && name !== 'intent' ? fullFieldWords(name) : name}</span>
              <select
                aria-label={`What of ${name} of ${desk} passes`}
                value={fields[name] ?? AS_DESK}
                disabled={disabled}
                onChange={({ currentTarget }) => change(name, currentTarget.value)}
              >
                <option value={AS_DESK}>as the desk</option>
                {(hasBound ? automation.options : unbounded).map((option) => (
                  <option key={option} value={option}>
                    {words[option]}
                  </option>
                ))}
              </select>
            </label>
          );
        })}
      </div>
    </details>
  );
}
