import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CaseDetail } from '../../schemas/case.ts';
import { policiesQuery } from '../api/policies.ts';
import { decideSecondLook, secondLooksQuery } from '../api/second-looks.ts';
import { desksQuery } from '../api/tickets.ts';
import { SignedBy } from '../case/SignedBy.tsx';
import { useReviewer } from '../case/use-reviewer.ts';
import { CheckIcon } from '../parts/icons.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { TicketText } from '../ticket/TicketText.tsx';
import { valueProblem } from '../values/value-problem.ts';
import { acceptedValues } from './accepted-values.ts';
import { LookedPages } from './LookedPages.tsx';
import { LookValue } from './LookValue.tsx';

const NAME_NEEDED = 'Enter your name to decide';

/**
 * Every accepted value counts as right until it is marked wrong. Arrows go through the values, Space marks one, and
 * Ctrl and Enter send from anywhere.
 */
export function LookForm({ item, onDone }: { item: CaseDetail; onDone: () => void }) {
  const queries = useQueryClient();
  const desks = useQuery(desksQuery);
  const [reviewer, setReviewer] = useReviewer();
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map());
  const [focused, setFocused] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const values = item.outcome === null ? [] : acceptedValues(item.outcome);
  const labels = desks.data?.items.find(({ name }) => name === item.desk)?.labels ?? [];

  useEffect(() => form.current?.querySelector<HTMLInputElement>('[data-mark]')?.focus(), []);

  const send = useMutation({
    mutationFn: () =>
      decideSecondLook(item.id, {
        reviewer: reviewer.trim(),
        wrong: [...wrong].map(([path, value]) => ({ path, value: value.trim() === '' ? null : value.trim() })),
      }),
    onSuccess: async () => {
      await Promise.all([queries.invalidateQueries(secondLooksQuery), queries.invalidateQueries(policiesQuery)]);
      onDone();
    },
  });
  const unfit = values.filter(({ path, type }) => {
    const value = wrong.get(path)?.trim() ?? '';
    return value !== '' && type !== null && valueProblem(value, type) !== null;
  });
  const decide = () => {
    if (send.isPending || unfit.length > 0) return;
    if (reviewer.trim() === '') nameInput.current?.focus();
    else send.mutate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      decide();
    }
  };
  const mark = (path: string, value: string | null) => {
    const next = new Map(wrong);
    if (value === null) next.delete(path);
    else next.set(path, value);
    setWrong(next);
  };
  const places = values.find(({ path }) => path === focused)?.places ?? [];

  return (
    <form
      ref={form}
      className="split look"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        decide();
      }}
    >
      <div className="split-left">
        {item.arrival.kind === 'ticket' ? (
          <TicketText
            ticket={item.arrival.ticket}
            entities={item.outcome?.kind === 'ticket' ? item.outcome.result.entities : []}
          />
        ) : (
          <LookedPages caseId={item.id} pages={item.pages} places={places} />
        )}
      </div>
      <div className="split-right">
        <section className="card" aria-label="Accepted values">
          <header className="card-head">
            <h2>Is this right?</h2>
            <span className="quiet">
              <kbd>↑</kbd> <kbd>↓</kbd> move, <kbd>Space</kbd> marks as wrong, <kbd>Ctrl</kbd> <kbd>Enter</kbd> sends
            </span>
          </header>
          {values.length === 0 && <p className="desk-words quiet">No model's value passed in this case.</p>}
          <ul className="look-values">
            {values.map((value) => (
              <LookValue
                key={value.path}
                value={value}
                labels={labels}
                wrong={wrong.get(value.path) ?? null}
                onMark={(right) => mark(value.path, right)}
                onFocus={() => setFocused(value.path)}
              />
            ))}
          </ul>
        </section>
        <section className="review-bar" aria-label="Decision">
          {send.isError && <ProblemBox problem={send.error} />}
          <div className="review-row">
            <SignedBy input={nameInput} name={reviewer} onName={setReviewer} longest={100} />
            <span className="review-status quiet" role="status">
              {unfit[0] !== undefined
                ? `${unfit[0].name} does not fit its field`
                : reviewer.trim() === '' && NAME_NEEDED}
            </span>
            <button type="submit" className="button primary" disabled={send.isPending || unfit.length > 0}>
              <CheckIcon /> {send.isPending ? 'Sending…' : verdictWords(wrong.size)}
            </button>
          </div>
        </section>
      </div>
    </form>
  );
}

function verdictWords(wrong: number): string {
  if (wrong === 0) return 'All right';
  return wrong === 1 ? '1 value is wrong' : `${wrong} values are wrong`;
}
