import { applyPolicy, type PolicyInForce, policyRecord } from '../checks/apply-policy.ts';
import { decideTicket, foundInTicket, type LabelStanding } from '../checks/decide-ticket.ts';
import { detectLanguage } from '../models/language.ts';
import type { TicketSpecialist } from '../models/ticket-specialist.ts';
import { SCHEMA_VERSION } from '../schemas/case.ts';
import type { TicketInput, Triage } from '../schemas/ticket.ts';
import type { FoundEntities } from './find-entities.ts';
import type { TicketOutcome } from './stored-outcome.ts';

/** What the specialist reads: the subject, where there is one, then the text. */
export function textOf({ subject, text }: TicketInput): string {
  return subject === undefined ? text : `${subject}\n${text}`;
}

/** From what was said of a ticket and found in it to its outcome. Pure. */
export function decideTriage(
  build: string,
  specialist: Pick<TicketSpecialist, 'producer' | 'thresholds' | 'topics' | 'labels'>,
  ticket: TicketInput,
  triage: Triage,
  found: FoundEntities,
  policy: PolicyInForce,
  standing?: LabelStanding,
): TicketOutcome {
  const thresholds = { ...specialist.thresholds };
  const topics = { ...specialist.topics };
  const language = detectLanguage(textOf(ticket));
  const { result: decided } = decideTicket({
    ticket,
    triage,
    thresholds,
    topics,
    labels: specialist.labels,
    language,
    entities: found?.entities ?? [],
    standing,
  });
  const models = found ? [specialist.producer, found.by] : [specialist.producer];
  const result = applyPolicy(decided, policy, foundInTicket(decided));
  const decision = {
    schemaVersion: SCHEMA_VERSION,
    build,
    models,
    thresholds,
    escalations: [],
    policy: policyRecord(policy),
  };
  return { kind: 'ticket', result, decision };
}
