import type { CaseDetail } from '../../schemas/case.ts';
import type { TicketResult } from '../../schemas/ticket.ts';
import { Findings } from '../case/Findings.tsx';
import { IntentCard } from './IntentCard.tsx';
import { PriorityCard } from './PriorityCard.tsx';
import { ScopeCard } from './ScopeCard.tsx';
import { TicketReview } from './TicketReview.tsx';
import { TicketText } from './TicketText.tsx';

/** The text with its entities on the left; on the right what it means, or what a person has to decide. */
export function TicketCase({ item, result }: { item: CaseDetail; result: TicketResult }) {
  const ticket = item.arrival.kind === 'ticket' ? item.arrival.ticket : null;
  const bound = item.outcome?.kind === 'ticket' ? item.outcome.decision.thresholds['*'] : undefined;
  return (
    <div className="split ticket-split">
      <div className="split-left">
        {ticket !== null && <TicketText ticket={ticket} entities={result.entities} />}
        <ScopeCard result={result} />
      </div>
      <div className="split-right">
        <Findings reasons={result.reasons} findings={result.findings} />
        {item.state === 'review' ? (
          <TicketReview caseId={item.id} result={result} bound={bound} />
        ) : (
          <>
            <IntentCard result={result} bound={bound} />
            <PriorityCard priority={result.priority} />
          </>
        )}
      </div>
    </div>
  );
}
