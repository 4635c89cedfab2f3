import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Impact, TicketResult, Urgency } from '../../schemas/ticket.ts';
import { desksQuery } from '../api/tickets.ts';
import { ReviewBar } from '../case/ReviewBar.tsx';
import { Choice } from './Choice.tsx';
import { LabelChoice } from './LabelChoice.tsx';
import { impactWords, urgencyWords } from './priority-words.ts';

/** What a person decides on a ticket: its label, impact and urgency; what stays as found is not sent. */
export function TicketReview({ caseId, result }: { caseId: string; result: TicketResult }) {
  const desks = useQuery(desksQuery);
  const [label, setLabel] = useState(result.intent.label);
  const [impact, setImpact] = useState<Impact>(result.priority.impact);
  const [urgency, setUrgency] = useState<Urgency>(result.priority.urgency);
  const id = useId();

  const labels = desks.data?.items.find(({ name }) => name === result.desk)?.labels ?? [];
  const suggested = [
    result.intent,
    ...result.intent.alternatives.filter((other) => other.label !== result.intent.label),
  ];
  const approval = {
    changes: [],
    ...(label !== result.intent.label && { label }),
    ...(impact !== result.priority.impact && { impact }),
    ...(urgency !== result.priority.urgency && { urgency }),
  };
  return (
    <>
      <section className="card pad stack" aria-labelledby={id}>
        <h2 id={id}>Your decision</h2>
        <LabelChoice suggested={suggested.slice(0, 3)} labels={labels} value={label} onChange={setLabel} />
        <Choice legend="Impact" words={impactWords} value={impact} onChange={setImpact} />
        <Choice legend="Urgency" words={urgencyWords} value={urgency} onChange={setUrgency} />
      </section>
      <ReviewBar
        caseId={caseId}
        approval={approval}
        changed={Object.keys(approval).length - 1}
        progress={null}
        blocked={null}
        onUndo={null}
      />
    </>
  );
}
