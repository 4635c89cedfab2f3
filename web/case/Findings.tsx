import type { Reason } from '../../schemas/document.ts';
import { fieldNames } from '../../schemas/fields.ts';
import type { Finding } from '../../schemas/finding.ts';
import { fieldElementId } from '../document/field-element.ts';
import { fullFieldWords } from '../document/field-words.ts';
import { InfoIcon, WarningIcon } from '../parts/icons.tsx';

const goTo = (field: string) => document.getElementById(fieldElementId(field))?.focus();

function FieldLinks({ fields }: { fields: readonly string[] }) {
  const known = fields.filter((field) => fieldNames.some((name) => name === field) || field.includes('.'));
  return known.map((field) => (
    <button key={field} type="button" className="link-button" onClick={() => goTo(field)}>
      {fullFieldWords(field)}
    </button>
  ));
}

/** Why the case did not pass by itself, and what the checks found. */
export function Findings(properties: {
  reasons: readonly Reason[];
  findings: readonly Finding[];
  /** Where a page tells of more than one decision. */
  label?: string;
}) {
  const { reasons, findings, label = 'Reasons and findings' } = properties;
  const told = new Set(reasons.map(({ message }) => message));
  const others = findings.filter(({ message }) => !told.has(message));
  if (reasons.length === 0 && others.length === 0) return null;
  return (
    <section className="card findings" aria-label={label}>
      <ul>
        {reasons.map(({ code, message, field }) => (
          <li key={`${code} ${field ?? ''} ${message}`} data-severity="error">
            <WarningIcon className="warn" />
            <span>
              {message} {field !== undefined && <FieldLinks fields={[field]} />} <code>{code}</code>
            </span>
          </li>
        ))}
        {others.map(({ rule, severity, message, fields }) => (
          <li key={`${rule} ${message}`} data-severity={severity}>
            {severity === 'info' ? (
              <InfoIcon className="quiet" />
            ) : (
              <WarningIcon className={severity === 'error' ? 'bad' : 'warn'} />
            )}
            <span>
              {message} <FieldLinks fields={fields} /> <code>{rule}</code>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
