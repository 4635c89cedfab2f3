import { CompleteAsyncError } from '@temporalio/activity';
import type { EscalateRequest } from '../schemas/activities.ts';
import { asyncTarget } from './current-run.ts';
import { type ActivityDependencies, DOCUMENT_TEACHER } from './dependencies.ts';

/** Asks the teacher, behind its queue, for the fields in doubt; completed with a `DocumentInference` blob. */
export const askTeacher =
  ({ queue }: ActivityDependencies) =>
  async ({ reading, part, fields }: EscalateRequest): Promise<never> => {
    await queue.enqueue({ task: 'extract', target: asyncTarget(), model: DOCUMENT_TEACHER, reading, part, fields });
    throw new CompleteAsyncError();
  };
