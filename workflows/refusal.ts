import { ApplicationFailure } from '@temporalio/workflow';
import type { ErrorCode } from '../schemas/errors.ts';

/** Ends an update without an effect, with a code of the error table as its type. */
export function refusal(code: ErrorCode, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message, nonRetryable: true });
}
