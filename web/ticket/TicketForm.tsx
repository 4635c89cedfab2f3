import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { TICKET_TEXT_LIMIT } from '../../schemas/ticket.ts';
import { desksQuery, sendTicket } from '../api/tickets.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { deskWords } from './desk-words.ts';

/** Sends a ticket as a support system would, and goes to its case. */
export function TicketForm() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const desks = useQuery(desksQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: sendTicket,
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['cases'] });
      await navigate({ to: '/cases/$id', params: { id } });
    },
  });

  if (desks.isPending) return <Loading what="desks" />;
  if (desks.isError) return <ProblemBox problem={desks.error} onRetry={() => void desks.refetch()} />;
  const desk = desks.data.items.find(({ name }) => name === chosen) ?? desks.data.items[0];
  if (desk === undefined) return <p className="empty">No desk is installed: no specialist for tickets was found.</p>;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return setMissing(true);
    send.mutate({ desk: desk.name, text: text.trim() });
  };

  return (
    <form className="card pad stack ticket-form" onSubmit={submit} aria-label="Try a ticket">
      <h2>Try a ticket</h2>
      <label className="block-label">
        <span>Desk</span>
        <select value={desk.name} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
          {desks.data.items.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <span className="quiet">
          {deskWords[desk.name] ? `${deskWords[desk.name]}, ` : ''}
          {desk.labels.length} labels
        </span>
      </label>
      <label className="block-label">
        <span>Text</span>
        <textarea
          rows={7}
          maxLength={TICKET_TEXT_LIMIT}
          value={text}
          placeholder="What a customer writes"
          aria-invalid={missing}
          aria-describedby="ticket-text-problem"
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setMissing(false);
          }}
        />
        <span id="ticket-text-problem" className="bad" role={missing ? 'alert' : undefined}>
          {missing ? 'Write a text first' : ''}
        </span>
      </label>
      {send.isError && <ProblemBox problem={send.error} />}
      <button type="submit" className="button primary" disabled={send.isPending}>
        {send.isPending ? 'Sending…' : 'Send ticket'}
      </button>
    </form>
  );
}
