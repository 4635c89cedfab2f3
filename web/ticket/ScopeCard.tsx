import type { TicketResult } from '../../schemas/ticket.ts';
import { labelWords } from './label-words.ts';

export function ScopeCard({ result }: { result: TicketResult }) {
  return (
    <section className="card pad" aria-label="Scope and language">
      <dl className="facts">
        <dt>Topic</dt>
        <dd>{labelWords(result.topic)}</dd>
        <dt>Scope</dt>
        <dd>
          {result.outOfScope ? (
            <span className="warn">outside what this desk knows</span>
          ) : (
            'inside what this desk knows'
          )}{' '}
          <span className="quiet number">score {result.oosScore.toFixed(3)}</span>
        </dd>
        <dt>Language</dt>
        <dd>{result.language ?? 'not determined'}</dd>
      </dl>
    </section>
  );
}
