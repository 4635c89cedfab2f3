import { CompleteAsyncError } from '@temporalio/activity';
import type { ExtractRequest } from '../schemas/activities.ts';
import { asyncTarget } from './current-run.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** Documents of one file that somebody waits for; those after them are bulk, so that an archive of many holds up no one. */
const INTERACTIVE_PARTS = 5;

/** Puts the part on its specialist's queue; the inference worker completes the activity with a `DocumentInference` blob. */
export const extract =
  ({ queue }: ActivityDependencies) =>
  async ({ reading, part, model }: ExtractRequest): Promise<never> => {
    const urgency = part <= INTERACTIVE_PARTS ? 'interactive' : 'bulk';
    await queue.enqueue({ task: 'extract', target: asyncTarget(), model, reading, part, urgency });
    throw new CompleteAsyncError();
  };
