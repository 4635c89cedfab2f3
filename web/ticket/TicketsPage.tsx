import { useSearch } from '@tanstack/react-router';
import { CaseTable } from '../inbox/CaseTable.tsx';
import { StateFilter } from '../inbox/StateFilter.tsx';
import { useTitle } from '../shell/use-title.ts';
import { TicketQueue } from './queue/TicketQueue.tsx';
import { TicketForm } from './TicketForm.tsx';

export function TicketsPage() {
  useTitle('Tickets');
  const { state, desk } = useSearch({ from: '/tickets' });
  return (
    <div className="page stack">
      <h1>Tickets</h1>
      <div className={state === 'review' ? 'stack' : 'aside-layout'}>
        <section className="stack" aria-label="Tickets">
          <StateFilter to="/tickets" filter={{ state, desk }} />
          {state === 'review' ? (
            <TicketQueue key={desk} desk={desk} />
          ) : (
            <CaseTable
              filter={{ kind: 'ticket', state, desk }}
              empty={state === undefined ? 'No tickets yet. Try one with the form.' : 'No ticket is in this state.'}
            />
          )}
        </section>
        {state !== 'review' && <TicketForm />}
      </div>
    </div>
  );
}
