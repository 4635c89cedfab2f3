import { DrizzleQueryError } from 'drizzle-orm';

/** What pg says, without a code, where a connection is lost, cannot be made in time, or was closed. */
const WORDS =
  /^(Connection terminated|Client (has encountered a connection error|was closed) and is not queryable|timeout expired$|Cannot use a pool after calling end)/;

/** Codes of Node and Postgres that say: the other side is away, stopping or full, not: the request is wrong. */
const AWAY = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|53|57P|58|08|40001$|40P01$|57014$)|Timeout$/;

/** Whether an error says that the other side, the database or another service, is away or full, whatever wraps it. */
export function isAway(error: unknown): boolean {
  return causesOf(error).some(
    (cause) =>
      isLostConnection(cause) ||
      (cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && AWAY.test(cause.code)),
  );
}

/** The error and what caused it, outermost first. */
export function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let at = error; at instanceof Error && causes.length < 8; at = at.cause) {
    causes.push(at);
    if (at instanceof AggregateError) causes.push(...at.errors);
  }
  return causes;
}

/** Whether the driver says that the connection to the database is gone. The server's own errors have codes. */
function isLostConnection(error: unknown): boolean {
  return error instanceof Error && !('code' in error) && WORDS.test(error.message);
}

/** Whether a query failed or could not be sent. Its message has the parameters of the query, that of its cause has not. */
export function isDatabaseError(error: unknown): error is DrizzleQueryError {
  return error instanceof DrizzleQueryError;
}
