import { TICKET_ENTITIES } from '../models/ticket-entities.ts';
import type { Producer } from '../schemas/evidence.ts';
import type { Entity, TicketInput } from '../schemas/ticket.ts';
import type { ModelSource } from './dependencies.ts';
import type { TicketOutcome } from './stored-outcome.ts';

/** What the entity specialist found in a ticket's text, and who it is; null where none is installed. */
export type FoundEntities = { entities: Entity[]; by: Producer } | null;

/** The entities of each ticket, in order. */
export async function findTicketEntities(
  models: ModelSource,
  tickets: readonly TicketInput[],
): Promise<FoundEntities[]> {
  const specialist = await models.entities();
  if (specialist === null) return tickets.map(() => null);
  const found = await specialist.find(tickets.map(({ text }) => text));
  return found.map((entities) => ({ entities, by: specialist.producer }));
}

/** What the specialist found when this was decided. */
export function recordedEntities({ result, decision }: TicketOutcome): FoundEntities {
  const by = decision.models.find(({ name }) => name === TICKET_ENTITIES);
  return by ? { entities: result.entities.filter(({ source }) => source === 'specialist'), by } : null;
}
