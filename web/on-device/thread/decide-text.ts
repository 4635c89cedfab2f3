import { decideTicket } from '../../../checks/decide-ticket.ts';
import { detectLanguage } from '../../../models/language.ts';
import type { EntitySpecialist } from '../../../models/ticket-entities.ts';
import type { TicketSpecialist } from '../../../models/ticket-specialist.ts';
import { DocketError } from '../../../schemas/errors.ts';
import type { TicketDecision } from '../thread-messages.ts';

/** Decides a ticket as the service does before a policy and a larger model have their say. @throws DocketError `model.failed` */
export async function decideText(
  text: string,
  specialist: TicketSpecialist,
  entities: EntitySpecialist | null,
): Promise<Omit<TicketDecision, 'timing'>> {
  const [triage] = await specialist.triage([text]);
  if (!triage) throw new DocketError('model.failed', `${specialist.producer.name} gave no answer`);
  const [found = []] = (await entities?.find([text])) ?? [];
  const { result } = decideTicket({
    ticket: { desk: specialist.producer.name, text },
    triage,
    thresholds: { ...specialist.thresholds },
    topics: { ...specialist.topics },
    labels: specialist.labels,
    language: detectLanguage(text),
    entities: found,
  });
  return { result, bound: specialist.thresholds['*'] };
}
