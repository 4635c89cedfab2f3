import { useQuery } from '@tanstack/react-query';
import { auditQuery } from '../api/cases.ts';
import { formatInstant } from '../parts/format.ts';
import { Hash } from '../parts/Hash.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';

const actionWords: Record<string, string> = {
  'case.received': 'Received',
  'case.decided': 'Decided',
  'case.reviewed': 'Reviewed',
  'case.reminded': 'Reminded',
  'case.overdue': 'Overdue',
  'case.taken-over': 'Taken over',
  'case.assigned': 'Assigned',
  'case.closed': 'Closed',
  'history.exported': 'Workflow history exported',
  'webhook.delivered': 'Webhook delivered',
  'key.created': 'Key created',
  'desk.trained': 'Desk trained',
  'model.serving': 'Serving version chosen',
};

/** The links of the hash chain that speak of this case. */
export function ChainEntries({ id, updatedAt }: { id: string; updatedAt: string }) {
  const chain = useQuery({ ...auditQuery(id), queryKey: [...auditQuery(id).queryKey, updatedAt] });
  if (chain.isPending) return <Loading what="the audit entries" />;
  if (chain.isError) return <ProblemBox problem={chain.error} onRetry={() => void chain.refetch()} />;
  return (
    <section className="card" aria-label="Audit chain">
      <header className="card-head">
        <h2>Audit chain</h2>
        <span className="quiet">Each entry carries the hash of the one before it, of whatever case.</span>
      </header>
      <ol className="chain">
        {chain.data.items.map((entry) => (
          <li key={entry.sequence} className="chain-entry">
            <span className="number quiet">#{entry.sequence}</span>
            <div>
              <p>
                <strong>{actionWords[entry.action] ?? entry.action}</strong> by {entry.actor}{' '}
                <time dateTime={entry.at} className="quiet">
                  {formatInstant(entry.at)}
                </time>
              </p>
              <p className="quiet">
                hash <Hash value={entry.hash} /> after <Hash value={entry.previous} />
              </p>
              <details>
                <summary>What was recorded</summary>
                <pre>{JSON.stringify(entry.body, null, 2)}</pre>
              </details>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
