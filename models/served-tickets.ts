import type { Registry } from './registry.ts';
import type { SessionPool } from './session-pool.ts';
import { openTicketSpecialist, type TicketSpecialist } from './ticket-specialist.ts';

/** Answers by the version of a desk that serves at the time: a promoted one answers without a restart. */
export async function openServedTickets(
  registry: Registry,
  sessions: SessionPool,
  desk: string,
): Promise<Pick<TicketSpecialist, 'triage'>> {
  let specialist = await openTicketSpecialist(registry, sessions, desk);
  return {
    async triage(texts, urgency) {
      const { version } = registry.card(desk);
      if (version !== specialist.producer.version) {
        specialist = await openTicketSpecialist(registry, sessions, desk, version);
      }
      return specialist.triage(texts, urgency);
    },
  };
}
