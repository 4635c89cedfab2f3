import { Link } from '@tanstack/react-router';
import type { CaseSummary } from '../../schemas/case.ts';
import { Ago } from '../parts/Ago.tsx';
import { FileIcon, TicketIcon } from '../parts/icons.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { whyWords } from './why-words.ts';

export function CaseRow({ item }: { item: CaseSummary }) {
  return (
    <tr>
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
        </span>
      </td>
      <td>
        <StateChip state={item.state} />
      </td>
      <td className="why wide-only">
        <span className="clip" title={item.reasons.map(({ message }) => message).join('\n')}>
          {whyWords(item.reasons)}
        </span>
      </td>
      <td className="end">
        <Ago at={item.createdAt} />
      </td>
    </tr>
  );
}
