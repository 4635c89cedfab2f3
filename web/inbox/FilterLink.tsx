import { Link } from '@tanstack/react-router';
import type { CaseFilter } from '../api/cases.ts';

/** One choice of a filter as a link: the address holds the filter, so a list can be kept and shared. */
export function FilterLink({ to, filter, words }: { to: '/' | '/tickets'; filter: CaseFilter; words: string }) {
  return (
    <Link to={to} search={filter} activeOptions={{ exact: true, includeSearch: true }} className="segment">
      {words}
    </Link>
  );
}
