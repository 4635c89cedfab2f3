import { DocketError } from '../../schemas/errors.ts';

/** Runs of a failing model before its failure counts as final. */
const MODEL_ATTEMPTS = 3;

/** `final`: the activity fails with this error. `again`: the job goes back to its queue. */
export type Verdict = { kind: 'final'; error: DocketError } | { kind: 'again'; error: unknown };

/**
 * Judges a failed job. What trying again cannot help is final; a failing model is tried a few times; a service that is
 * away (blob store, Temporal) is waited for.
 * @param attempt from 1
 */
export function judge(error: unknown, attempt: number): Verdict {
  if (!(error instanceof DocketError) || error.code.startsWith('unavailable.')) return { kind: 'again', error };
  return !error.retry || attempt >= MODEL_ATTEMPTS ? { kind: 'final', error } : { kind: 'again', error };
}

/** Wait before the next attempt: doubles from half a second up to half a minute. @param attempt from 1 */
export function retryDelayMs(attempt: number): number {
  return Math.min(30_000, 500 * 2 ** Math.min(attempt - 1, 10));
}
