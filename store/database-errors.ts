import { DrizzleQueryError } from 'drizzle-orm';

/** What pg says, without a code, where a connection is lost, cannot be made in time, or was closed. */
const WORDS =
  /^(Connection terminated|Client (has encountered a connection error|was closed) and is not queryable|timeout expired$|Cannot use a pool after calling end)/;

/** Whether the driver says that the connection to the database is gone. The server's own errors have codes. */
export function isLostConnection(error: unknown): boolean {
  return error instanceof Error && !('code' in error) && WORDS.test(error.message);
}

/** Whether a query failed or could not be sent. Its message has the parameters of the query, that of its cause has not. */
export function isDatabaseError(error: unknown): error is DrizzleQueryError {
  return error instanceof DrizzleQueryError;
}
