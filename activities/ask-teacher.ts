import { CompleteAsyncError } from '@temporalio/activity';
import type { EscalateRequest } from '../schemas/activities.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import { putJson } from '../store/blobs/json.ts';
import { asyncTarget } from './current-run.ts';
import { type ActivityDependencies, DOCUMENT_TEACHER } from './dependencies.ts';
import { worthAskingFor } from './worth-asking-for.ts';

/**
 * Asks the teacher, behind its queue, for the fields in doubt; completed with a `DocumentInference` blob. It reads the whole
 * document whatever it is asked, so it is skipped only where it is worth asking for none of them.
 */
export const askTeacher =
  (deps: ActivityDependencies) =>
  async ({ reading, part, step, fields }: EscalateRequest): Promise<BlobRef> => {
    const { asked, skipped } = worthAskingFor(deps, step, deps.models.document(DOCUMENT_TEACHER).producer, fields);
    if (asked.length === 0) return await putJson(deps.blobs, { fields: {}, lines: [], taxes: [], skipped });
    const target = asyncTarget();
    await deps.queue.enqueue({ task: 'extract', target, model: DOCUMENT_TEACHER, reading, part, fields });
    throw new CompleteAsyncError();
  };
