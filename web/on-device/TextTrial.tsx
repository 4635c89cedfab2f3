import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { TICKET_TEXT_LIMIT } from '../../schemas/ticket.ts';
import { Findings } from '../case/Findings.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { IntentCard } from '../ticket/IntentCard.tsx';
import { PriorityCard } from '../ticket/PriorityCard.tsx';
import { ScopeCard } from '../ticket/ScopeCard.tsx';
import { TicketText } from '../ticket/TicketText.tsx';
import { TimeTaken } from './TimeTaken.tsx';
import type { Skill } from './thread-messages.ts';
import type { Device } from './use-device.ts';
import { Verdict } from './Verdict.tsx';

/** A text, decided by a desk that is kept here. */
export function TextTrial({ device, desks }: { device: Device; desks: readonly Skill[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const decide = useMutation({
    networkMode: 'always',
    mutationFn: (ticket: { desk: string; text: string }) => device.thread.ask('ticket', ticket),
    onSuccess: () => void device.lookAgain(),
  });
  const desk = desks.find(({ name }) => name === chosen) ?? desks[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (desk === undefined) return;
    if (text.trim() === '') return setMissing(true);
    decide.mutate({ desk: desk.name, text: text.trim() });
  };
  return (
    <section className="stack" aria-label="A ticket">
      <form className="card pad stack" onSubmit={submit} aria-label="Decide a ticket here">
        <h2>A ticket</h2>
        {desk === undefined ? (
          <p className="quiet">Keep a desk first, with the buttons above.</p>
        ) : (
          <>
            <label className="block-label">
              <span>Desk</span>
              <select value={desk.name} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
                {desks.map(({ name }) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <label className="block-label">
              <span>Text</span>
              <textarea
                rows={4}
                maxLength={TICKET_TEXT_LIMIT}
                value={text}
                placeholder="What a customer writes"
                aria-invalid={missing}
                aria-describedby="device-text-problem"
                onChange={({ currentTarget }) => {
                  setText(currentTarget.value);
                  setMissing(false);
                }}
              />
              <span id="device-text-problem" className="bad" role={missing ? 'alert' : undefined}>
                {missing ? 'Write a text first' : ''}
              </span>
            </label>
            <div>
              <button type="submit" className="button primary" disabled={decide.isPending}>
                {decide.isPending ? 'Deciding…' : 'Decide here'}
              </button>
            </div>
          </>
        )}
        {decide.isError && <ProblemBox problem={decide.error} />}
      </form>
      {decide.isSuccess && (
        <div className="stack" role="status" aria-label="Decision on the ticket">
          <Verdict status={decide.data.result.status}>
            <TimeTaken timing={decide.data.timing} />
          </Verdict>
          <Findings
            label="Reasons on the ticket"
            reasons={decide.data.result.reasons}
            findings={decide.data.result.findings}
          />
          <IntentCard result={decide.data.result} bound={decide.data.bound} />
          <TicketText ticket={decide.variables} entities={decide.data.result.entities} />
          <ScopeCard result={decide.data.result} />
          <PriorityCard priority={decide.data.result.priority} />
        </div>
      )}
    </section>
  );
}
