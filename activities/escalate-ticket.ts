import { Context } from '@temporalio/activity';
import type { EscalateTicketRequest, TriageAnswer } from '../schemas/activities.ts';
import type { Reason } from '../schemas/document.ts';
import { DocketError, errorTable } from '../schemas/errors.ts';
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
 * Asks a larger model for the label of a doubtful ticket. Only agreement settles it: where both say the same, the label
 * keeps the higher confidence; another answer is kept as an alternative for the person who decides. What came of it, an
 * unasked question included, is among the reasons of a ticket that stays in review.
 */
export const escalateTicket =
  (deps: Pick<ActivityDependencies, 'db' | 'blobs' | 'models' | 'larger' | 'budget' | 'build'>) =>
  async ({ caseId, ticket, step, outcome }: EscalateTicketRequest): Promise<TriageAnswer> => {
    const { blobs, models, larger, build } = deps;
    const model = larger[step];
    const doubtful = await storedTicket(blobs, outcome);
    const { intent, outOfScope, oosScore, reasons } = doubtful.result;
    const isInDoubt = reasons.some(({ code }) => code.startsWith('label.'));
    if (!model?.askLabel || !isInDoubt) return { status: doubtful.result.status, outcome };
    const specialist = await models.desk(ticket.desk);
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
      const unasked = explained(doubtful, reasonOfFailure(error));
      unasked.decision.escalations.push({ step, fields: ['intent'], by: null, outcome: error.code });
      return { status: unasked.result.status, outcome: await putJson(blobs, unasked) };
    }

    const agrees = answer?.label === intent.label;
    const confidence = agrees ? Math.max(intent.confidence, answer?.confidence ?? 0) : intent.confidence;
    const alternatives =
      answer && !agrees
        ? [answer, ...intent.alternatives.filter(({ label }) => label !== answer.label)]
        : intent.alternatives;
    const label = { ...intent, confidence, alternatives };
    const triage = { label, outOfScope, oosScore };
    const entities = recordedEntities(doubtful);
    const policy = await policyOf(deps.db, ticket.desk);
    const again = decideTriage(build, specialist, ticket, triage, entities, policy);
    const decided = agrees ? again : explained(again, reasonOfAnswer(model.producer.name, answer));
    const said = answer === null ? 'nothing-found' : agrees ? 'agreed' : 'disagreed';
    decided.decision.models.push(model.producer);
    decided.decision.escalations.push(...doubtful.decision.escalations, {
      step,
      fields: ['intent'],
      by: model.producer,
      outcome: said,
    });
    return { status: decided.result.status, outcome: await putJson(blobs, decided) };
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
