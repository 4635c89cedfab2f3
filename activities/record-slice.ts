import type { RecordSliceRequest, SliceAnswer } from '../schemas/activities.ts';
import { DocketError } from '../schemas/errors.ts';
import { triageBlob } from '../schemas/queues.ts';
import { getJson, putJson } from '../store/blobs/json.ts';
import { recordOutcomes } from '../store/outcomes.ts';
import { policyOf } from '../store/policies.ts';
import { drawSecondLooks } from '../store/second-looks.ts';
import { decideTriage } from './decide-triage.ts';
import { type ActivityDependencies, WORKER_ACTOR } from './dependencies.ts';
import { findTicketEntities } from './find-entities.ts';
import { sliceCases } from './slice-cases.ts';

/** Decides on the tickets of a slice: sure ones are recorded in one transaction, doubtful ones go on by themselves. */
export const recordSlice =
  ({ db, blobs, models, workflows, build }: ActivityDependencies) =>
  async (request: RecordSliceRequest): Promise<SliceAnswer> => {
    const { desk, review, ladder } = request;
    const cases = await sliceCases(blobs, request);
    const triages = await getJson(blobs, request.triages, triageBlob);
    if (triages.length !== cases.length)
      throw new DocketError('model.invalid', `${desk} gave ${triages.length} answers for ${cases.length} tickets`);
    const specialist = await models.desk(desk, triages[0]?.label.by.version);

    const policy = await policyOf(db, desk);
    const found = await findTicketEntities(
      models,
      cases.map(({ ticket }) => ticket),
    );
    const decided = cases.flatMap(({ caseId, ticket }, index) => {
      const triage = triages[index];
      if (!triage) return [];
      return [
        { caseId, ticket, outcome: decideTriage(build, specialist, ticket, triage, found[index] ?? null, policy) },
      ];
    });
    const doubtful = decided.filter(({ outcome }) => outcome.result.status === 'review');
    for (const { caseId, ticket, outcome } of doubtful)
      await workflows.startTicket({ caseId, ticket, review, ladder, triaged: await putJson(blobs, outcome) });

    const sure = decided.flatMap(({ caseId, outcome }) => {
      const { status: state } = outcome.result;
      return state === 'review' ? [] : [{ caseId, state, outcome, actor: WORKER_ACTOR, key: 'decided' }];
    });
    await recordOutcomes(db, sure);
    await drawSecondLooks(
      db,
      policy,
      sure.map(({ caseId }) => caseId),
    );
    return { recorded: sure.length, started: doubtful.length };
  };
