import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import type { TicketSuggestion } from '../../../schemas/ticket-suggestion.ts';
import { SUGGESTIONS_LISTED, ticketSuggestionsQuery } from '../../api/ticket-suggestions.ts';
import { desksQuery } from '../../api/tickets.ts';
import { Loading } from '../../parts/Loading.tsx';
import { ProblemBox } from '../../parts/ProblemBox.tsx';
import { AcceptBar } from './AcceptBar.tsx';
import { QueueRow } from './QueueRow.tsx';

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Tickets that wait for a person, longest first; several are accepted at once. */
export function TicketQueue({ desk }: { desk: string | undefined }) {
  const navigate = useNavigate();
  const waiting = useQuery(ticketSuggestionsQuery(desk));
  const desks = useQuery(desksQuery);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const items = waiting.data?.items ?? [];
  const total = waiting.data?.total ?? 0;
  const selected = items.filter(({ caseId }) => chosen.has(caseId));

  const select = (tickets: readonly TicketSuggestion[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const { caseId } of tickets) isChosen ? next.add(caseId) : next.delete(caseId);
    setChosen(next);
  };
  const onRowKey = (event: KeyboardEvent<HTMLInputElement>, index: number) => {
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      select(items, selected.length < items.length);
    }
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = items[index + step];
    if (next === undefined) return;
    event.currentTarget.closest('tbody')?.querySelectorAll<HTMLInputElement>('[data-mark]')[index + step]?.focus();
    if (event.shiftKey) select([...items.slice(index, index + 1), next], true);
  };

  return (
    <div className="stack">
      <div className="queue-head">
        <label className="queue-desk">
          <span>Desk</span>
          <select
            value={desk ?? ''}
            onChange={({ currentTarget }) =>
              void navigate({
                to: '/tickets',
                search: { state: 'review', ...(currentTarget.value === '' ? {} : { desk: currentTarget.value }) },
              })
            }
          >
            <option value="">All desks</option>
            {desks.data?.items.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <span className="quiet">
          <kbd>↑</kbd> <kbd>↓</kbd> move, <kbd>Space</kbd> selects, <kbd>Shift</kbd> with an arrow selects on,{' '}
          <kbd>Ctrl</kbd> <kbd>A</kbd> all, <kbd>Ctrl</kbd> <kbd>Enter</kbd> accepts
        </span>
      </div>
      {waiting.isPending && <Loading what="tickets" />}
      {waiting.isError && <ProblemBox problem={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.isSuccess && items.length === 0 && <p className="empty">No ticket waits for a person.</p>}
      <AcceptBar selected={selected} onAccepted={() => setChosen(new Set())}>
        {items.length > 0 && (
          <table className="queue">
            <thead>
              <tr>
                <td className="queue-mark">
                  <input
                    type="checkbox"
                    aria-label="Select all"
                    checked={selected.length === items.length}
                    onChange={({ currentTarget }) => select(items, currentTarget.checked)}
                  />
                </td>
                <th scope="col">
                  {total > SUGGESTIONS_LISTED ? `Ticket: the oldest ${SUGGESTIONS_LISTED} of ${total}` : 'Ticket'}
                </th>
                <th scope="col">Suggestion</th>
                <th scope="col" className="end wide-only">
                  Arrived
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((ticket, index) => (
                <QueueRow
                  key={ticket.caseId}
                  ticket={ticket}
                  isSelected={chosen.has(ticket.caseId)}
                  onSelect={(isSelected) => select([ticket], isSelected)}
                  onKeyDown={(event) => onRowKey(event, index)}
                />
              ))}
            </tbody>
          </table>
        )}
      </AcceptBar>
    </div>
  );
}
