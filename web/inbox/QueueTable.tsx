import { useInfiniteQuery } from '@tanstack/react-query';
import type { CaseKind } from '../../schemas/case.ts';
import { casesQuery } from '../api/cases.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { QueueRow } from './QueueRow.tsx';

/** What waits for a person, the most urgent first: why, what depends on it, until when, and who is on it. */
export function QueueTable({ kind, assignee }: { kind: CaseKind | undefined; assignee: string | undefined }) {
  const queue = useInfiniteQuery(casesQuery({ kind, assignee, state: 'review', order: 'urgency' }));
  if (queue.isPending) return <Loading what="the queue" />;
  if (queue.isError && queue.data === undefined)
    return <ProblemBox problem={queue.error} onRetry={() => void queue.refetch()} />;
  const items = queue.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="empty">Nothing waits for a person.</p>;
  return (
    <div className="case-list">
      {queue.isError && <ProblemBox problem={queue.error} onRetry={() => void queue.refetch()} />}
      <table className="cases queue">
        <thead>
          <tr>
            <th scope="col">Case</th>
            <th scope="col" className="wide-only">
              Why
            </th>
            <th scope="col" className="end">
              Value
            </th>
            <th scope="col" className="end">
              Due
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <QueueRow key={item.id} item={item} />
          ))}
        </tbody>
      </table>
      {queue.hasNextPage && (
        <p className="more">
          <button
            type="button"
            className="button"
            disabled={queue.isFetchingNextPage}
            onClick={() => void queue.fetchNextPage()}
          >
            {queue.isFetchingNextPage ? 'Loading…' : 'Show less urgent cases'}
          </button>
        </p>
      )}
    </div>
  );
}
