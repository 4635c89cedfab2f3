import { controlTokenIn } from '../schemas/control-tokens.ts';
import type { Reason } from '../schemas/document.ts';
import type { AcceptanceThreshold } from '../schemas/model-card.ts';
import type { Entity, TicketInput, TicketResult, Triage } from '../schemas/ticket.ts';
import { findEntities } from './ticket/entities.ts';
import { mergeEntities } from './ticket/merge-entities.ts';
import { priorityOf } from './ticket/priority.ts';

/** A label that the text spells as the desk does, where people would not: "terminate_account". */
function namedLabel({ subject = '', text }: TicketInput, labels: readonly string[]): string | undefined {
  const said = `${subject}\n${text}`.toLowerCase();
  return labels.find((label) => label.includes('_') && said.includes(label.toLowerCase()));
}

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
}): { result: TicketResult; doubtful: boolean } {
  const { ticket, triage } = input;
  const bound = input.thresholds['*']?.threshold ?? null;
  const certain = triage.label.source === 'human' || (bound !== null && triage.label.confidence >= bound);
  const reasons: Reason[] = [];
  if (triage.outOfScope)
    reasons.push({
      code: 'ticket.out-of-scope',
      message: `The text does not look like one of the desk's intents (score ${triage.oosScore.toFixed(3)})`,
    });
  if (!certain)
    reasons.push({
      code: 'label.doubtful',
      message: `"${triage.label.label}" is only ${Math.floor(triage.label.confidence * 1000) / 10} % certain`,
      field: 'intent',
    });
  const token = controlTokenIn(`${ticket.subject ?? ''} ${ticket.text}`);
  if (token)
    reasons.push({
      code: 'text.control-token',
      message: `The text holds "${token}", a mark by which language models tell who speaks: it was written for a model, not for people`,
    });
  const named = namedLabel(ticket, input.labels ?? []);
  if (named)
    reasons.push({
      code: 'text.names-label',
      message: `The text says "${named}", as only the desk itself calls it: it was written for a model, not for people`,
    });
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
