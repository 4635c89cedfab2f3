import type { Entity, TicketInput } from '../../schemas/ticket.ts';
import { entityWords } from './entity-words.ts';
import { splitByEntities } from './split-by-entities.ts';

/** The ticket as it came, its entities marked where they stand. */
export function TicketText({ ticket, entities }: { ticket: TicketInput; entities: readonly Entity[] }) {
  return (
    <section className="card pad ticket-text" aria-label="Ticket">
      {ticket.subject !== undefined && <h2>{ticket.subject}</h2>}
      <p>
        {splitByEntities(ticket.text, entities).map(({ start, text, entity }) =>
          entity === null ? (
            text
          ) : (
            <mark
              key={start}
              className="entity"
              data-kind={entity.kind}
              title={`${entityWords[entity.kind]}: ${entity.value}`}
            >
              {text}
            </mark>
          ),
        )}
      </p>
      {entities.length > 0 && (
        <dl className="entity-list">
          {entities.map(({ kind, value, start }) => (
            <div key={start}>
              <dt>
                <span className="entity-key" data-kind={kind} />
                {entityWords[kind]}
              </dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
