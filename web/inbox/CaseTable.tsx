import { useInfiniteQuery } from '@tanstack/react-query';
import { type CaseFilter, casesQuery } from '../api/cases.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { CaseRow } from './CaseRow.tsx';

/** Cases, newest first, refreshed while the page is open; older ones by cursor. */
export function CaseTable({ filter, empty }: { filter: CaseFilter; empty: string }) {
  const cases = useInfiniteQuery(casesQuery(filter));
  if (cases.isPending) return <Loading what="cases" />;
  if (cases.isError && cases.data === undefined)
    return <ProblemBox problem={cases.error} onRetry={() => void cases.refetch()} />;
  const items = cases.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="empty">{empty}</p>;
  return (
    <div className="case-list">
      {cases.isError && <ProblemBox problem={cases.error} onRetry={() => void cases.refetch()} />}
      <table className="cases">
        <thead>
          <tr>
            <th scope="col">Case</th>
            <th scope="col">State</th>
            <th scope="col" className="wide-only">
              Why
            </th>
            <th scope="col" className="end">
              Arrived
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <CaseRow key={item.id} item={item} />
          ))}
        </tbody>
      </table>
      {cases.hasNextPage && (
        <p className="more">
          <button
            type="button"
            className="button"
            disabled={cases.isFetchingNextPage}
            onClick={() => void cases.fetchNextPage()}
          >
            {cases.isFetchingNextPage ? 'Loading…' : 'Show older cases'}
          </button>
        </p>
      )}
    </div>
  );
}
