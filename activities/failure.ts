import { ApplicationFailure, CompleteAsyncError } from '@temporalio/activity';
import { TemporalFailure } from '@temporalio/common';
import { DocketError, type ErrorCode, errorTable } from '../schemas/errors.ts';
import { causesOf, isAway, isDatabaseError } from '../store/database-errors.ts';

/** An unexpected error that comes as often as this is a defect and not a hiccup. */
const MOST_UNEXPECTED = 3;

function codeOf(error: unknown): ErrorCode {
  if (error instanceof DocketError) return error.code;
  if (!isAway(error)) return 'internal.unexpected';
  return causesOf(error).some(isDatabaseError) ? 'unavailable.database' : 'unavailable.service';
}

/**
 * The failure that Temporal records: its type is the error code. Final where the error table says that trying again
 * cannot help, or where an unexpected error has come often; a service that is away is waited for without end.
 * No stack travels: the log has it.
 */
export function failureOf(error: unknown, attempt: number): Error {
  if (error instanceof CompleteAsyncError || error instanceof TemporalFailure) return error;
  const code = codeOf(error);
  const message = error instanceof DocketError ? error.message : `Unexpected: ${messageOf(error)}`;
  const isWaitedFor = code.startsWith('unavailable.');
  const nonRetryable = !errorTable[code].retry || (!isWaitedFor && attempt >= MOST_UNEXPECTED);
  const failure = ApplicationFailure.create({ type: code, message, nonRetryable });
  failure.stack = '';
  return failure;
}

/** Parameters of a query stay out of what Temporal keeps. */
function messageOf(error: unknown): string {
  const shown = isDatabaseError(error) && error.cause !== undefined ? error.cause : error;
  return shown instanceof Error ? shown.message.slice(0, 500) : String(shown);
}
