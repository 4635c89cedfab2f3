import type { Reason } from '../schemas/document.ts';
import type { AcceptanceThreshold } from '../schemas/model-card.ts';
import type { Entity, TicketInput, TicketResult, Triage } from '../schemas/ticket.ts';
import { findEntities } from './ticket/entities.ts';
import { mergeEntities } from './ticket/merge-entities.ts';
import { priorityOf } from './ticket/priority.ts';

/** What a second model makes of a label in doubt: it names another, or its agreement was measured to keep the bound. */
export type LabelStanding = 'disputed' | 'vouched';

/** Entities, priority and the decision on one ticket: accepted where the label's bound holds and the text is in scope. */
export function decideTicket(input: {
  ticket: TicketInput;
  triage: Triage;
  thresholds: Record<string, AcceptanceThreshold>;
  /** Topic of each intent, where the desk has one. */
  topics?: Record<string, string>;
  language?: string | null;
  /** What the entity specialist found in the ticket's text, where one is installed. */
  entities?: readonly Entity[];
  standing?: LabelStanding | undefined;
}): { result: TicketResult; doubtful: boolean } {
  const { ticket, triage } = input;
  const bound = input.thresholds['*']?.threshold ?? null;
  const { standing } = input;
  const isSure = standing === 'vouched' || (bound !== null && triage.label.confidence >= bound);
  const certain = triage.label.source === 'human' || (isSure && standing !== 'disputed');
  const reasons: Reason[] = [];
  if (triage.outOfScope)
    reasons.push({
      code: 'ticket.out-of-scope',
      message: `The text does not look like one of the desk's intents (score ${triage.oosScore.toFixed(3)})`,
    });
  if (!certain)
    reasons.push({
      code: standing === 'disputed' ? 'label.disputed' : 'label.doubtful',
      message:
        standing === 'disputed'
          ? `Two models disagree; "${triage.label.label}" is the likelier label`
          : `"${triage.label.label}" is only ${Math.floor(triage.label.confidence * 1000) / 10} % certain`,
      field: 'intent',
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
