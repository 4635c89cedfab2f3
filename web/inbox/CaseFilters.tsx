import { Link } from '@tanstack/react-router';
import type { CaseState } from '../../schemas/case.ts';
import type { CaseFilter } from '../api/cases.ts';
import { stateWords } from '../parts/state-words.ts';

const states: (CaseState | undefined)[] = [undefined, 'review', 'processing', 'accepted', 'rejected'];
const kinds = [
  { kind: undefined, words: 'Everything' },
  { kind: 'document', words: 'Documents' },
  { kind: 'ticket', words: 'Tickets' },
] as const;

/** Filters as links: the address holds them, so a list can be kept and shared. */
export function CaseFilters({ to, withKind }: { to: '/' | '/tickets'; withKind: boolean }) {
  return (
    <div className="filters">
      {withKind && (
        <nav className="segments" aria-label="Kind">
          {kinds.map(({ kind, words }) => (
            <Link
              key={words}
              to={to}
              search={(before: CaseFilter) => ({ ...before, kind })}
              activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
              className="segment"
            >
              {words}
            </Link>
          ))}
        </nav>
      )}
      <nav className="segments" aria-label="State">
        {states.map((state) => (
          <Link
            key={state ?? 'all'}
            to={to}
            search={(before: CaseFilter) => ({ ...before, state })}
            activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
            className="segment"
          >
            {state === undefined ? 'All states' : stateWords[state]}
          </Link>
        ))}
      </nav>
    </div>
  );
}
