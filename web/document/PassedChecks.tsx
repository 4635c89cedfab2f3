import type { Finding } from '../../schemas/finding.ts';
import { CheckIcon } from '../parts/icons.tsx';

/** The checks that closed, folded away. */
export function PassedChecks({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <details className="card passed">
      <summary>
        <CheckIcon className="good" /> {findings.length === 1 ? '1 check passed' : `${findings.length} checks passed`}
      </summary>
      <ul className="passed-list">
        {findings.map(({ rule, message }) => (
          <li key={`${rule} ${message}`}>
            {message} <code>{rule}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
