import type { CaseState } from '../../schemas/case.ts';
import type { CaseFilter } from '../api/cases.ts';
import { stateWords } from '../parts/state-words.ts';
import { FilterLink } from './FilterLink.tsx';

const states: readonly (CaseState | undefined)[] = [undefined, 'review', 'processing', 'accepted', 'rejected'];

export function StateFilter({ to, filter }: { to: '/' | '/tickets'; filter: CaseFilter }) {
  return (
    <nav className="segments" aria-label="State">
      {states.map((state) => (
        <FilterLink
          key={state ?? 'all'}
          to={to}
          filter={{ ...filter, state }}
          words={state === undefined ? 'All states' : stateWords[state]}
        />
      ))}
    </nav>
  );
}
