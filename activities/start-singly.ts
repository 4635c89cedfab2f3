import type { SliceAnswer, StartSinglyRequest } from '../schemas/activities.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { sliceCases } from './slice-cases.ts';

/** Gives every ticket of a slice that failed as a whole a workflow of its own. */
export const startSingly =
  ({ blobs, workflows }: ActivityDependencies) =>
  async (request: StartSinglyRequest): Promise<SliceAnswer> => {
    const { review, ladder } = request;
    const cases = await sliceCases(blobs, request);
    for (const { caseId, ticket } of cases) await workflows.startTicket({ caseId, ticket, review, ladder });
    return { recorded: 0, started: cases.length };
  };
