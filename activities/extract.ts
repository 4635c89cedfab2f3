import { CompleteAsyncError } from '@temporalio/activity';
import type { ExtractRequest } from '../schemas/activities.ts';
import { asyncTarget } from './current-run.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** Puts the part on its specialist's queue; the inference worker completes the activity with a `DocumentInference` blob. */
export const extract =
  ({ queue }: ActivityDependencies) =>
  async ({ reading, part, model }: ExtractRequest): Promise<never> => {
    await queue.enqueue({ task: 'extract', target: asyncTarget(), model, reading, part });
    throw new CompleteAsyncError();
  };
