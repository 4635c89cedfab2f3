import { DECIDED, type RecordSliceRequest, type SliceAnswer } from '../schemas/activities.ts';
import { DocketError } from '../schemas/errors.ts';
import { triageBlob } from '../schemas/queues.ts';
import { getJson, putJson } from '../store/blobs/json.ts';
import { recordOutcomes } from '../store/outcomes.ts';
import { policyOf } from '../store/policies.ts';
import { drawSecondLooks } from '../store/second-looks.ts';
import { decideTriage } from './decide-triage.ts';
import { type ActivityDependencies, WORKER_ACTOR } from './dependencies.ts';
import { findTicketEntities } from './find-entities.ts';
import { placeInQueue } from './place-in-queue.ts';
import { sliceCases } from './slice-cases.ts';

/**
 * Decides on the tickets of a slice and records them in one transaction, those that wait for a person too. Where a larger
 * model is to be asked before a person, doubtful ones go on by themselves.
 */
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
    const asked = ladder.length > 0 ? doubtful : [];
    for (const { caseId, ticket, outcome } of asked)
      await workflows.startTicket({ caseId, ticket, review, ladder, triaged: await putJson(blobs, outcome) });

    const settled = decided.filter((one) => !asked.includes(one));
    const now = Date.now();
    await recordOutcomes(
      db,
      settled.map(({ caseId, outcome }) => {
        const { status: state } = outcome.result;
        const queued = state === 'review' ? { queued: placeInQueue(outcome, review.deadlineMs, now) } : {};
        return { caseId, state, outcome, actor: WORKER_ACTOR, key: DECIDED, ...queued };
      }),
    );
    const passed = settled.filter(({ outcome }) => outcome.result.status !== 'review');
    await drawSecondLooks(
      db,
      policy,
      passed.map(({ caseId }) => caseId),
    );
    return { recorded: passed.length, started: asked.length, waiting: settled.length - passed.length };
  };
