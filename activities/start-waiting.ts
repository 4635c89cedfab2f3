import type { StartWaitingRequest } from '../schemas/activities.ts';
import { putJson } from '../store/blobs/json.ts';
import { recordRun } from '../store/runs.ts';
import { waitingOfBatch } from '../store/waiting-tickets.ts';
import { currentRun } from './current-run.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** Gives every ticket of a batch that still waits for a person a workflow of its own, where it has none. */
export const startWaiting =
  ({ db, blobs, workflows }: ActivityDependencies) =>
  async ({ batchId, review, waitedMs }: StartWaitingRequest): Promise<number> => {
    await recordRun(db, { ...currentRun(), batchId });
    const waiting = await waitingOfBatch(db, batchId);
    for (const { caseId, ticket, outcome } of waiting) {
      const triaged = await putJson(blobs, outcome);
      await workflows.startTicket({ caseId, ticket, review, ladder: [], triaged, waitedMs });
    }
    return waiting.length;
  };
