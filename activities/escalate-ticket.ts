import { Context } from '@temporalio/activity';
import { type MergedLabel, mergeLabel } from '../models/larger-model/merge-label.ts';
import { measuredGain, whyNotAsked } from '../models/larger-model/worth-asking.ts';
import type { EscalateTicketRequest, TriageAnswer } from '../schemas/activities.ts';
import type { DecisionRecord } from '../schemas/case.ts';
import type { Reason } from '../schemas/document.ts';
import { DocketError, errorTable } from '../schemas/errors.ts';
import { TICKET_FIELD } from '../schemas/step-gain.ts';
import type { LabelScore } from '../schemas/ticket.ts';
import { ticketReason } from '../schemas/ticket-reasons.ts';
import { putJson } from '../store/blobs/json.ts';
import { policyOf } from '../store/policies.ts';
import { decideTriage, textOf } from './decide-triage.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { recordedEntities } from './find-entities.ts';
import { storedTicket, type TicketOutcome } from './stored-outcome.ts';
import { withinBudget } from './within-budget.ts';

/**
 * Asks a larger model for the label of a doubtful ticket, unless it was measured to gain nothing on this desk. What its
 * answer does is `mergeLabel`'s to say. What came of it, an unasked question included, is among the reasons of a ticket that
 * stays in review.
 */
export const escalateTicket =
  (deps: Pick<ActivityDependencies, 'db' | 'blobs' | 'models' | 'larger' | 'gains' | 'budget' | 'build'>) =>
  async ({ caseId, ticket, step, outcome }: EscalateTicketRequest): Promise<TriageAnswer> => {
    const { blobs, models, larger, build } = deps;
    const model = larger[step];
    const doubtful = await storedTicket(blobs, outcome);
    const { intent, outOfScope, oosScore, reasons } = doubtful.result;
    const isInDoubt = reasons.some(({ code }) => code.startsWith('label.'));
    if (!model?.askLabel || !isInDoubt) return { status: doubtful.result.status, outcome };
    const specialist = await models.desk(ticket.desk);
    const of = { desk: ticket.desk, step, model: model.producer, beside: specialist.producer };
    const gains = deps.gains();
    const taken = { step, fields: [TICKET_FIELD], by: model.producer };
    const why = whyNotAsked(gains, of, TICKET_FIELD);
    if (why !== null) {
      const skipped = withStep(doubtful, { ...taken, outcome: 'skipped', why });
      return { status: doubtful.result.status, outcome: await putJson(blobs, skipped) };
    }

    const candidates = [{ label: intent.label, confidence: intent.confidence }, ...intent.alternatives];
    const asker = { caseId, desk: ticket.desk, model: model.producer.name };
    let answer: LabelScore | null;
    try {
      answer = await withinBudget(
        deps,
        asker,
        async (note) =>
          (await model.askLabel?.({ text: textOf(ticket), labels: [...specialist.labels], candidates, note })) ?? null,
      );
    } catch (error) {
      if (!(error instanceof DocketError) || !isFinal(error)) throw error;
      const failed = { ...taken, by: null, outcome: error.code };
      const unasked = withStep(explained(doubtful, reasonOfFailure(error)), failed);
      return { status: unasked.result.status, outcome: await putJson(blobs, unasked) };
    }

    const measured = measuredGain(gains, of, TICKET_FIELD);
    const merged = mergeLabel(intent, answer, model.producer, { measured, bound: specialist.thresholds['*'] });
    const again = decideTriage(
      build,
      specialist,
      ticket,
      { label: merged.label, outOfScope, oosScore },
      recordedEntities(doubtful),
      await policyOf(deps.db, ticket.desk),
      standingOf(merged),
    );
    const decided = merged.said === 'agreed' ? again : explained(again, reasonOfAnswer(model.producer.name, answer));
    decided.decision.models.push(model.producer);
    decided.decision.escalations.push(...doubtful.decision.escalations);
    const settled = withStep(decided, { ...taken, outcome: merged.said });
    return { status: settled.result.status, outcome: await putJson(blobs, settled) };
  };

/** No further try follows: the model refused, a budget is spent, or it did not answer to the last try. */
function isFinal({ code }: DocketError): boolean {
  if (!code.startsWith('llm.')) return false;
  const { attempt, retryPolicy } = Context.current().info;
  return !errorTable[code].retry || attempt >= (retryPolicy?.maximumAttempts ?? Number.POSITIVE_INFINITY);
}

function reasonOfFailure({ code, message }: DocketError): Reason {
  if (code === 'llm.budget') return ticketReason('escalation.budget-spent', message, 'intent');
  return ticketReason('escalation.failed', message, 'intent');
}

function reasonOfAnswer(model: string, answer: LabelScore | null): Reason {
  return answer === null
    ? ticketReason('escalation.no-answer', `${model} named none of the desk's labels`, 'intent')
    : ticketReason('label.disagreement', `${model} says "${answer.label}" instead`, 'intent');
}

/** Adds why a ticket stays in review; one that passes needs no reason. */
function explained(outcome: TicketOutcome, reason: Reason): TicketOutcome {
  const { result } = outcome;
  if (result.status !== 'review') return outcome;
  return { ...outcome, result: { ...result, reasons: [...result.reasons, reason] } };
}

const standingOf = ({ said, vouched }: MergedLabel) =>
  said === 'disagreed' ? ('disputed' as const) : vouched ? ('vouched' as const) : undefined;

function withStep(outcome: TicketOutcome, taken: DecisionRecord['escalations'][number]): TicketOutcome {
  const { decision } = outcome;
  return { ...outcome, decision: { ...decision, escalations: [...decision.escalations, taken] } };
}
