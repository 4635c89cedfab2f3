import { useSearch } from '@tanstack/react-router';
import { CaseTable } from '../inbox/CaseTable.tsx';
import { StateFilter } from '../inbox/StateFilter.tsx';
import { useTitle } from '../shell/use-title.ts';
import { TicketForm } from './TicketForm.tsx';

export function TicketsPage() {
  useTitle('Tickets');
  const { state } = useSearch({ from: '/tickets' });
  return (
    <div className="page stack">
      <h1>Tickets</h1>
      <div className="aside-layout">
        <section className="stack" aria-label="Tickets">
          <StateFilter to="/tickets" filter={{ state }} />
          <CaseTable
            filter={{ kind: 'ticket', state }}
            empty={state === undefined ? 'No tickets yet. Try one with the form.' : 'No ticket is in this state.'}
          />
        </section>
        <TicketForm />
      </div>
    </div>
  );
}
