import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CaseDetail } from '../../schemas/case.ts';
import { casesQuery } from '../api/cases.ts';

/** After a decision, the way to the next case of the same kind that waits for a person. */
export function NextInReview({ after }: { after: CaseDetail }) {
  const waiting = useInfiniteQuery(casesQuery({ kind: after.kind, state: 'review' }));
  const next = waiting.data?.pages[0]?.items.find(({ id }) => id !== after.id);
  if (next === undefined) return null;
  return (
    <Link to="/cases/$id" params={{ id: next.id }} className="button small">
      Next in review
    </Link>
  );
}
