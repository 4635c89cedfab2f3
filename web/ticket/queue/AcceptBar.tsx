import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { TicketSuggestion } from '../../../schemas/ticket-suggestion.ts';
import { desksQuery } from '../../api/tickets.ts';
import { SignedBy } from '../../case/SignedBy.tsx';
import { useReviewer } from '../../case/use-reviewer.ts';
import { CheckIcon } from '../../parts/icons.tsx';
import { labelWords } from '../label-words.ts';
import { Failures } from './Failures.tsx';
import { useBulkAccept } from './use-bulk-accept.ts';

const OWN = '';

/** Accepts what is selected in the queue within it, with one label or each its own suggestion, signed with a name. */
export function AcceptBar(properties: {
  selected: readonly TicketSuggestion[];
  onAccepted: () => void;
  children: ReactNode;
}) {
  const { selected, onAccepted, children } = properties;
  const desks = useQuery(desksQuery);
  const bulk = useBulkAccept();
  const [reviewer, setReviewer] = useReviewer();
  const [chosen, setChosen] = useState(OWN);
  const nameInput = useRef<HTMLInputElement>(null);
  const names = new Set(selected.map(({ desk }) => desk));
  const [only] = names;
  const labels = names.size === 1 ? (desks.data?.items.find(({ name }) => name === only)?.labels ?? []) : [];
  const label = labels.includes(chosen) ? chosen : null;

  const accept = async () => {
    if (selected.length === 0 || bulk.isRunning) return;
    if (reviewer.trim() === '') return nameInput.current?.focus();
    await bulk.accept(selected, reviewer.trim(), label);
    setChosen(OWN);
    onAccepted();
  };
  return (
    <form
      className="stack"
      aria-label="Accept tickets"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void accept();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void accept();
      }}
    >
      {bulk.outcome !== null && bulk.outcome.failed.length > 0 && <Failures failed={bulk.outcome.failed} />}
      {children}
      {(selected.length > 0 || bulk.outcome !== null) && (
        <section className="review-bar" aria-label="Decision">
          <div className="review-row">
            <SignedBy input={nameInput} name={reviewer} onName={setReviewer} />
            <label className="reviewer queue-with">
              <span>with</span>
              <select value={label ?? OWN} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
                <option value={OWN}>each its own suggestion</option>
                {labels.map((name) => (
                  <option key={name} value={name}>
                    {labelWords(name)}
                  </option>
                ))}
              </select>
            </label>
            <span className="review-status quiet" role="status">
              {bulk.outcome === null
                ? names.size > 1 && 'One label for all needs tickets of one desk'
                : `${bulk.outcome.accepted} accepted${failedWords(bulk.outcome.failed.length)}`}
            </span>
            <button type="submit" className="button primary" disabled={bulk.isRunning || selected.length === 0}>
              <CheckIcon /> {bulk.isRunning ? 'Sending…' : acceptWords(selected.length)}
            </button>
          </div>
        </section>
      )}
    </form>
  );
}

function acceptWords(count: number): string {
  if (count === 0) return 'Accept';
  return count === 1 ? 'Accept 1 ticket' : `Accept ${count} tickets`;
}
const failedWords = (count: number): string => (count === 0 ? '' : `, ${count} not`);
