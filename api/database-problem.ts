import { DocketError } from '../schemas/errors.ts';
import { isLostConnection } from '../store/database-errors.ts';

/** Socket errors, and the SQLSTATEs of a server that is away, stopping or full. */
const awayCode = /^(E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)|08\w{3}|53\w{3}|57P\d\d)$/;

/**
 * `unavailable.database` when the error, or what caused it, says that the database is away; else null. The database is
 * the one part whose errors come here raw: the others are named by their adapters.
 */
export function databaseProblem(error: unknown): DocketError | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (awayCode.test(code) || isLostConnection(cause)) {
      return new DocketError('unavailable.database', 'The database does not answer', { cause: error });
    }
  }
  return null;
}
