import type { CaseFilter } from '../api/cases.ts';
import { FilterLink } from './FilterLink.tsx';

const kinds = [
  { kind: undefined, words: 'Everything' },
  { kind: 'document', words: 'Documents' },
  { kind: 'ticket', words: 'Tickets' },
] as const;

export function KindFilter({ filter }: { filter: CaseFilter }) {
  return (
    <nav className="segments" aria-label="Kind">
      {kinds.map(({ kind, words }) => (
        <FilterLink key={words} to="/" filter={{ ...filter, kind }} words={words} />
      ))}
    </nav>
  );
}
