import type { EscalateTicketRequest, TriageAnswer } from '../schemas/activities.ts';
import { putJson } from '../store/blobs/json.ts';
import { policyOf } from '../store/policies.ts';
import { decideTriage, textOf } from './decide-triage.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { recordedEntities } from './find-entities.ts';
import { storedTicket, type TicketOutcome } from './stored-outcome.ts';
import { withinBudget } from './within-budget.ts';

/**
 * Asks a larger model for the label of a doubtful ticket. Only agreement settles it: where both say the same, the label
 * keeps the higher confidence; another answer is kept as an alternative for the person who decides.
 */
export const escalateTicket =
  (deps: ActivityDependencies) =>
  async ({ caseId, ticket, step, outcome }: EscalateTicketRequest): Promise<TriageAnswer> => {
    const { blobs, models, larger, build } = deps;
    const model = larger[step];
    const doubtful = await storedTicket(blobs, outcome);
    if (!model?.askLabel) return { status: doubtful.result.status, outcome };
    const specialist = await models.desk(ticket.desk);
    const { intent, outOfScope, oosScore } = doubtful.result;
    const candidates = [{ label: intent.label, confidence: intent.confidence }, ...intent.alternatives];
    const asker = { caseId, desk: ticket.desk, model: model.producer.name };
    const answer = await withinBudget(
      deps,
      asker,
      async (note) =>
        (await model.askLabel?.({ text: textOf(ticket), labels: [...specialist.labels], candidates, note })) ?? null,
    );

    const agrees = answer?.label === intent.label;
    const confidence = agrees ? Math.max(intent.confidence, answer.confidence) : intent.confidence;
    const alternatives =
      answer && !agrees
        ? [answer, ...intent.alternatives.filter(({ label }) => label !== answer.label)]
        : intent.alternatives;
    const label = { ...intent, confidence, alternatives };
    const triage = { label, outOfScope, oosScore };
    const decided: TicketOutcome = decideTriage(
      build,
      specialist,
      ticket,
      triage,
      recordedEntities(doubtful),
      await policyOf(deps.db, ticket.desk),
    );
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
