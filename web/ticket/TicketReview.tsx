import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { bandOf } from '../../schemas/confidence-band.ts';
import type { Impact, Urgency } from '../../schemas/impact-and-urgency.ts';
import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import type { TicketResult } from '../../schemas/ticket.ts';
import { labelReasonsQuery } from '../api/ticket-suggestions.ts';
import { desksQuery } from '../api/tickets.ts';
import { ReviewBar } from '../case/ReviewBar.tsx';
import { Choice } from './Choice.tsx';
import { LabelChoice } from './LabelChoice.tsx';
import { impactWords, urgencyWords } from './priority-words.ts';
import { useReviewKeys } from './use-review-keys.ts';

/** Labels offered before the desk's whole list. */
const SUGGESTIONS = 3;

/** What a person decides on a ticket: its label, impact and urgency; what stays as found is not sent. */
export function TicketReview(properties: {
  caseId: string;
  result: TicketResult;
  bound: AcceptanceThreshold | undefined;
}) {
  const { caseId, result, bound } = properties;
  const desks = useQuery(desksQuery);
  const reasons = useQuery(labelReasonsQuery(caseId));
  const [label, setLabel] = useState(result.intent.label);
  const [impact, setImpact] = useState<Impact>(result.priority.impact);
  const [urgency, setUrgency] = useState<Urgency>(result.priority.urgency);
  const id = useId();

  const labels = desks.data?.items.find(({ name }) => name === result.desk)?.labels ?? [];
  const others = result.intent.alternatives.filter((other) => other.label !== result.intent.label);
  const suggested = [result.intent, ...others]
    .slice(0, SUGGESTIONS)
    .map((score) => ({ ...score, band: bandOf(score.confidence, bound, result.outOfScope) }));
  useReviewKeys(
    suggested.map((score) => score.label),
    setLabel,
  );
  const approval = {
    changes: [],
    ...(label !== result.intent.label && { label }),
    ...(impact !== result.priority.impact && { impact }),
    ...(urgency !== result.priority.urgency && { urgency }),
  };
  return (
    <>
      <section className="card pad stack decision" aria-labelledby={id}>
        <header className="decision-head">
          <h2 id={id}>Your decision</h2>
          <span className="quiet">
            <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> choose, <kbd>Enter</kbd> approves
          </span>
        </header>
        <LabelChoice
          suggested={suggested}
          reasons={reasons.data?.labels ?? []}
          labels={labels}
          threshold={bound?.threshold ?? null}
          value={label}
          onChange={setLabel}
        />
        {reasons.isError && <p className="quiet">Why these labels cannot be told: {reasons.error.message}</p>}
        {reasons.isSuccess && (
          <p className="quiet hint">
            ÷ 4 means: without that word, the odds of the label are four times smaller by this model's reckoning.
          </p>
        )}
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
