import type { CaseDetail } from '../../schemas/case.ts';
import { DocumentCase } from '../document/DocumentCase.tsx';
import { WarningIcon } from '../parts/icons.tsx';
import { TicketCase } from '../ticket/TicketCase.tsx';
import { RefusalHint } from './RefusalHint.tsx';

/** What became of a case; while it is on its way, where it stands. */
export function CaseResult({ item }: { item: CaseDetail }) {
  const { outcome } = item;
  if (outcome === null)
    return (
      <div className="card waiting" role="status">
        <span className="spinner" aria-hidden="true" />
        <p>
          {item.state === 'received' ? 'Received, waiting for its turn.' : 'Being read, checked and decided.'}{' '}
          <span className="quiet">This page follows by itself.</span>
        </p>
      </div>
    );
  switch (outcome.kind) {
    case 'document':
      return <DocumentCase key={`${item.id} ${item.state}`} item={item} outcome={outcome} />;
    case 'ticket':
      return <TicketCase key={`${item.id} ${item.state}`} item={item} result={outcome.result} />;
    case 'refused':
      return (
        <section className="card refused" aria-label="Why it was refused">
          {outcome.reasons.map(({ code, message }) => (
            <p key={code}>
              <WarningIcon className="bad" />
              <span>
                <strong>{message}</strong> <RefusalHint code={code} /> <code>{code}</code>
              </span>
            </p>
          ))}
        </section>
      );
  }
}
