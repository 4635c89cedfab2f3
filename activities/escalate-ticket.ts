import { type MergedLabel, mergeLabel } from '../models/larger-model/merge-label.ts';
import { measuredGain, whyNotAsked } from '../models/larger-model/worth-asking.ts';
import type { EscalateTicketRequest, TriageAnswer } from '../schemas/activities.ts';
import type { DecisionRecord } from '../schemas/case.ts';
import { TICKET_FIELD } from '../schemas/step-gain.ts';
import { putJson } from '../store/blobs/json.ts';
import { policyOf } from '../store/policies.ts';
import { decideTriage, textOf } from './decide-triage.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { recordedEntities } from './find-entities.ts';
import { storedTicket, type TicketOutcome } from './stored-outcome.ts';
import { withinBudget } from './within-budget.ts';

/**
 * Asks a larger model for the label of a doubtful ticket, unless it was measured to gain nothing on this desk. What its
 * answer does is `mergeLabel`'s to say.
 */
export const escalateTicket =
  (deps: ActivityDependencies) =>
  async ({ caseId, ticket, step, outcome }: EscalateTicketRequest): Promise<TriageAnswer> => {
    const { blobs, models, larger, build } = deps;
    const model = larger[step];
    const doubtful = await storedTicket(blobs, outcome);
    if (!model?.askLabel) return { status: doubtful.result.status, outcome };
    const specialist = await models.desk(ticket.desk);
    const of = { desk: ticket.desk, step, model: model.producer, beside: specialist.producer };
    const gains = deps.gains();
    const taken = { step, fields: [TICKET_FIELD], by: model.producer };
    const why = whyNotAsked(gains, of, TICKET_FIELD);
    if (why !== null) {
      const skipped = withStep(doubtful, { ...taken, outcome: 'skipped', why });
      return { status: doubtful.result.status, outcome: await putJson(blobs, skipped) };
    }

    const { intent, outOfScope, oosScore } = doubtful.result;
    const candidates = [{ label: intent.label, confidence: intent.confidence }, ...intent.alternatives];
    const asker = { caseId, desk: ticket.desk, model: model.producer.name };
    const answer = await withinBudget(
      deps,
      asker,
      async (note) =>
        (await model.askLabel?.({ text: textOf(ticket), labels: [...specialist.labels], candidates, note })) ?? null,
    );
    const measured = measuredGain(gains, of, TICKET_FIELD);
    const bound = specialist.thresholds['*'];
    const merged = mergeLabel(intent, answer, model.producer, { measured, bound });
    const decided = decideTriage(
      build,
      specialist,
      ticket,
      { label: merged.label, outOfScope, oosScore },
      recordedEntities(doubtful),
      await policyOf(deps.db, ticket.desk),
      standingOf(merged),
    );
    decided.decision.models.push(model.producer);
    decided.decision.escalations.push(...doubtful.decision.escalations);
    const settled = withStep(decided, { ...taken, outcome: merged.said });
    return { status: settled.result.status, outcome: await putJson(blobs, settled) };
  };

const standingOf = ({ said, vouched }: MergedLabel) =>
  said === 'disagreed' ? ('disputed' as const) : vouched ? ('vouched' as const) : undefined;

function withStep(outcome: TicketOutcome, taken: DecisionRecord['escalations'][number]): TicketOutcome {
  const { decision } = outcome;
  return { ...outcome, decision: { ...decision, escalations: [...decision.escalations, taken] } };
}
