import type { CaseFilter } from '../api/cases.ts';
import { useReviewer } from '../case/use-reviewer.ts';
import { FilterLink } from './FilterLink.tsx';

/** Everyone's cases or those of the person who signs at this page; also of another whom the address names. */
export function AssigneeFilter({ filter }: { filter: CaseFilter }) {
  const [reviewer] = useReviewer();
  const me = reviewer.trim();
  const { assignee } = filter;
  if (me === '' && assignee === undefined) return null;
  return (
    <nav className="segments" aria-label="Whose">
      <FilterLink to="/" filter={{ ...filter, assignee: undefined }} words="Everyone's" />
      {me !== '' && <FilterLink to="/" filter={{ ...filter, assignee: me }} words="Mine" />}
      {assignee !== undefined && assignee !== me && <FilterLink to="/" filter={filter} words={`${assignee}'s`} />}
    </nav>
  );
}
