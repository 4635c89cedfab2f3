import { ActivityFailure, ApplicationFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';
import type { Reason } from '../schemas/document.ts';

/**
 * The coded reason of an activity that has finally failed. A cancellation is no outcome of the case and goes on.
 */
export function reasonOf(error: unknown): Reason {
  if (isCancellation(error)) throw error;
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) return { code: 'model.failed', message: 'No answer came within the limit' };
  if (cause instanceof ApplicationFailure) return { code: cause.type ?? 'internal.unexpected', message: cause.message };
  throw error;
}
