import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type CaseDetail, closedStates } from '../../schemas/case.ts';
import { Ago } from '../parts/Ago.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { Assignee } from './Assignee.tsx';
import { CaseOrigin } from './CaseOrigin.tsx';
import { DueFact } from './DueFact.tsx';
import { HeldByOther } from './HeldByOther.tsx';
import { useHold } from './hold.ts';
import { NextInReview } from './NextInReview.tsx';

const kindWords = { invoice: 'Invoice', 'credit-note': 'Credit note', receipt: 'Receipt', other: 'Other document' };

function factsOf(item: CaseDetail): string[] {
  const { outcome } = item;
  if (item.kind === 'ticket') return [`Ticket for ${item.desk}`];
  const kind = outcome?.kind === 'document' ? kindWords[outcome.result.kind] : 'Document';
  const language = outcome?.kind === 'document' ? outcome.result.language : null;
  return [
    kind,
    ...(language === null ? [] : [`language ${language}`]),
    ...(item.pages.length === 0 ? [] : [item.pages.length === 1 ? '1 page' : `${item.pages.length} pages`]),
    ...(item.part > 1 || item.related.length > 0 ? [`part ${item.part} of its file`] : []),
  ];
}

export function CaseHeader({ item }: { item: CaseDetail }) {
  const hold = useHold();
  const [wasOpen] = useState(item.state === 'review');
  const isClosed = closedStates.includes(item.state);
  return (
    <header className="case-head">
      <nav aria-label="Breadcrumb" className="crumbs">
        {item.kind === 'ticket' ? <Link to="/tickets">Tickets</Link> : <Link to="/">Inbox</Link>}
      </nav>
      <div className="case-title">
        <h1 className="clip" title={item.title}>
          {item.title}
        </h1>
        <StateChip state={item.state} />
        {(isClosed || hold.state === 'others') && <NextInReview after={item} goOn={wasOpen && isClosed} />}
      </div>
      <div className="case-facts">
        <span className="quiet">
          {factsOf(item).join(' · ')} · arrived <Ago at={item.createdAt} />
          <DueFact item={item} />
        </span>
        <nav className="segments" aria-label="Views of this case">
          <Link
            to="/cases/$id"
            params={{ id: item.id }}
            search={{}}
            activeOptions={{ exact: true, includeSearch: true }}
            className="segment"
          >
            Result
          </Link>
          <Link
            to="/cases/$id"
            params={{ id: item.id }}
            search={{ tab: 'audit' }}
            activeOptions={{ exact: true, includeSearch: true }}
            className="segment"
          >
            Audit
          </Link>
        </nav>
      </div>
      <Assignee item={item} />
      <HeldByOther item={item} />
      <CaseOrigin item={item} />
    </header>
  );
}
