import { Link } from '@tanstack/react-router';
import type { CaseSummary } from '../../schemas/case.ts';
import { formatFor } from '../parts/format.ts';
import { FileIcon, PersonIcon, TicketIcon } from '../parts/icons.tsx';
import { useNow } from '../parts/use-now.ts';

/** What a case is, the way to it, and who works on it. */
export function CaseCell({ item }: { item: CaseSummary }) {
  const now = useNow();
  const { lock, assignment } = item;
  return (
    <td className="case-cell">
      {item.kind === 'document' ? <FileIcon className="quiet" /> : <TicketIcon className="quiet" />}
      <span className="case-name">
        <Link to="/cases/$id" params={{ id: item.id }} className="case-link">
          {item.title}
        </Link>
        <span className="quiet">
          {item.kind === 'document' ? (item.origin?.path ?? 'Document') : `Ticket · ${item.desk ?? ''}`}
          {item.part > 1 || item.parentId !== null ? ` · part ${item.part}` : ''}
        </span>
        {assignment !== null && <span className="quiet">assigned to {assignment.reviewer}</span>}
        {lock !== null && (
          <span className="on-it">
            <PersonIcon /> {lock.reviewer} has been on it for {formatFor(lock.since, now)}
          </span>
        )}
      </span>
    </td>
  );
}
