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
  const threshold = thresholdOf(item);
  return (
    <div className="split ticket-split">
      <div className="split-left">
        {ticket !== null && <TicketText ticket={ticket} entities={result.entities} />}
        <ScopeCard result={result} />
      </div>
      <div className="split-right">
        <Findings reasons={result.reasons} findings={result.findings} />
        {item.state === 'review' ? (
          <TicketReview caseId={item.id} result={result} threshold={threshold} />
        ) : (
          <>
            <IntentCard result={result} threshold={threshold} />
            <PriorityCard priority={result.priority} />
          </>
        )}
      </div>
    </div>
  );
}

function thresholdOf({ outcome }: CaseDetail): number | null {
  if (outcome?.kind !== 'ticket') return null;
  return outcome.decision.thresholds['*']?.threshold ?? null;
}
