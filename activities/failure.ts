import { ApplicationFailure, CompleteAsyncError } from '@temporalio/activity';
import { TemporalFailure } from '@temporalio/common';
import { DocketError, type ErrorCode, errorTable } from '../schemas/errors.ts';
import { isDatabaseError, isLostConnection } from '../store/database-errors.ts';

/** An unexpected error that comes as often as this is a defect and not a hiccup. */
const MOST_UNEXPECTED = 3;

/** Codes of Node and Postgres that say: the other side is away or full, not: the request is wrong. */
const AWAY = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|53|57P|58|08|40001$|40P01$|57014$)|Timeout$/;

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let at = error; at instanceof Error && causes.length < 8; at = at.cause) {
    causes.push(at);
    if (at instanceof AggregateError) causes.push(...at.errors);
  }
  return causes;
}

/** Whether an error says that the other side is away or full, whatever wraps it. */
export function isAway(error: unknown): boolean {
  return causesOf(error).some(
    (cause) =>
      isLostConnection(cause) ||
      (cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && AWAY.test(cause.code)),
  );
}

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
