import { controlTokenIn } from '../schemas/control-tokens.ts';
import type { Reason } from '../schemas/document.ts';
import type { AcceptanceThreshold } from '../schemas/model-card.ts';
import { ticketFields } from '../schemas/policy.ts';
import type { Entity, TicketInput, TicketResult, Triage } from '../schemas/ticket.ts';
import { ticketReason } from '../schemas/ticket-reasons.ts';
import { findEntities } from './ticket/entities.ts';
import { mergeEntities } from './ticket/merge-entities.ts';
import { priorityOf } from './ticket/priority.ts';

/** A label that the text spells as the desk does, where people would not: "terminate_account". */
function namedLabel({ subject = '', text }: TicketInput, labels: readonly string[]): string | undefined {
  const said = `${subject}\n${text}`.toLowerCase();
  return labels.find((label) => label.includes('_') && said.includes(label.toLowerCase()));
}

/** What a second model makes of a label in doubt: it names another, or its agreement was measured to keep the bound. */
export type LabelStanding = 'disputed' | 'vouched';

/** Entities, priority and the decision on one ticket: accepted where the label's bound holds and the text is in scope. */
export function decideTicket(input: {
  ticket: TicketInput;
  triage: Triage;
  thresholds: Record<string, AcceptanceThreshold>;
  /** Topic of each intent, where the desk has one. */
  topics?: Record<string, string>;
  /** All intents of the desk. */
  labels?: readonly string[];
  language?: string | null;
  /** What the entity specialist found in the ticket's text, where one is installed. */
  entities?: readonly Entity[];
  standing?: LabelStanding | undefined;
}): { result: TicketResult; doubtful: boolean } {
  const { ticket, triage } = input;
  const { standing } = input;
  const doubt = standing === 'vouched' ? null : doubtOf(triage, input.thresholds['*']);
  const reasons: Reason[] = [];
  if (triage.outOfScope)
    reasons.push(
      ticketReason(
        'ticket.out-of-scope',
        `The text does not look like one of the desk's intents (score ${triage.oosScore.toFixed(3)})`,
      ),
    );
  if (doubt) reasons.push(doubt);
  else if (standing === 'disputed')
    reasons.push(ticketReason('label.disagreement', 'Two models disagree on the label', 'intent'));
  const token = controlTokenIn(`${ticket.subject ?? ''} ${ticket.text}`);
  if (token)
    reasons.push(
      ticketReason(
        'text.control-token',
        `The text holds "${token}", a mark by which language models tell who speaks: it was written for a model, not for people`,
      ),
    );
  const named = namedLabel(ticket, input.labels ?? []);
  if (named)
    reasons.push(
      ticketReason(
        'text.names-label',
        `The text says "${named}", as only the desk itself calls it: it was written for a model, not for people`,
      ),
    );
  const accepted = reasons.length === 0;
  const result: TicketResult = {
    status: accepted ? 'accepted' : 'review',
    desk: ticket.desk,
    intent: { ...triage.label, accepted },
    topic: input.topics?.[triage.label.label] ?? triage.label.label,
    language: input.language ?? null,
    priority: priorityOf(ticket),
    entities: mergeEntities(findEntities(ticket.text), input.entities ?? []),
    outOfScope: triage.outOfScope,
    oosScore: triage.oosScore,
    findings: [],
    reasons,
  };
  return { result, doubtful: !accepted };
}

/** Why the label does not reach its bound, with the figures; null where it does. */
function doubtOf(
  { label: { label, confidence, source } }: Triage,
  bound: AcceptanceThreshold | undefined,
): Reason | null {
  if (source === 'human') return null;
  const threshold = bound?.threshold ?? null;
  const certain = `"${label}" is only ${Math.floor(confidence * 1000) / 10} % certain`;
  if (threshold === null) {
    const kept = bound ? `keeps the error within ${bound.alpha * 100} %` : 'has a bound on the error';
    return ticketReason('label.no-bound', `${certain}, and no confidence of this desk ${kept}`, 'intent');
  }
  if (confidence >= threshold) return null;
  const from = Math.ceil(threshold * 1000) / 10;
  return ticketReason('label.doubtful', `${certain}; this desk accepts from ${from} %`, 'intent');
}

/** The fields of a ticket that have a value, as a policy names them. */
export function foundInTicket({ language, entities }: TicketResult): (typeof ticketFields)[number][] {
  const has = { intent: true, language: language !== null, priority: true, entities: entities.length > 0 };
  return ticketFields.filter((field) => has[field]);
}
