import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Impact, TicketResult, Urgency } from '../../schemas/ticket.ts';
import { desksQuery } from '../api/tickets.ts';
import { ReviewBar } from '../case/ReviewBar.tsx';
import { Choice } from './Choice.tsx';
import { LabelChoice } from './LabelChoice.tsx';
import { impactWords, urgencyWords } from './priority-words.ts';

/** Labels offered before the desk's whole list. */
const SUGGESTIONS = 3;

/** What a person decides on a ticket: its label, impact and urgency; what stays as found is not sent. */
export function TicketReview(properties: { caseId: string; result: TicketResult; threshold: number | null }) {
  const { caseId, result, threshold } = properties;
  const desks = useQuery(desksQuery);
  const [label, setLabel] = useState(result.intent.label);
  const [impact, setImpact] = useState<Impact>(result.priority.impact);
  const [urgency, setUrgency] = useState<Urgency>(result.priority.urgency);
  const id = useId();

  const labels = desks.data?.items.find(({ name }) => name === result.desk)?.labels ?? [];
  const others = result.intent.alternatives.filter((other) => other.label !== result.intent.label);
  const approval = {
    changes: [],
    ...(label !== result.intent.label && { label }),
    ...(impact !== result.priority.impact && { impact }),
    ...(urgency !== result.priority.urgency && { urgency }),
  };
  return (
    <>
      <section className="card pad stack decision" aria-labelledby={id}>
        <h2 id={id}>Your decision</h2>
        <LabelChoice
          suggested={[result.intent, ...others].slice(0, SUGGESTIONS)}
          labels={labels}
          threshold={threshold}
          value={label}
          onChange={setLabel}
        />
        <div className="choices">
          <Choice legend="Impact" words={impactWords} value={impact} onChange={setImpact} />
          <Choice legend="Urgency" words={urgencyWords} value={urgency} onChange={setUrgency} />
        </div>
        <p className="quiet">
          Now {result.priority.level}: {result.priority.reason}.
        </p>
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
