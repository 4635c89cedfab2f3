import type { CaseDetail } from '../../schemas/case.ts';
import type { TicketResult } from '../../schemas/ticket.ts';
import { Findings } from '../case/Findings.tsx';
import { IntentCard } from './IntentCard.tsx';
import { PriorityCard } from './PriorityCard.tsx';
import { ScopeCard } from './ScopeCard.tsx';
import { TicketReview } from './TicketReview.tsx';
import { TicketText } from './TicketText.tsx';

/** The text with its entities on the left, what it means and what to decide on the right. */
export function TicketCase({ item, result }: { item: CaseDetail; result: TicketResult }) {
  const ticket = item.arrival.kind === 'ticket' ? item.arrival.ticket : null;
  return (
    <div className="split ticket-split">
      {ticket !== null && <TicketText ticket={ticket} entities={result.entities} />}
      <div className="split-right">
        <Findings reasons={result.reasons} findings={result.findings} />
        <IntentCard result={result} threshold={thresholdOf(item)} />
        <PriorityCard priority={result.priority} />
        <ScopeCard result={result} />
        {item.state === 'review' && <TicketReview caseId={item.id} result={result} />}
      </div>
    </div>
  );
}

function thresholdOf({ outcome }: CaseDetail): number | null {
  if (outcome?.kind !== 'ticket') return null;
  return outcome.decision.thresholds['*']?.threshold ?? null;
}
