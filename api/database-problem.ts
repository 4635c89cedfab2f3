import { DocketError } from '../schemas/errors.ts';
import { isAway } from '../store/database-errors.ts';

/**
 * `unavailable.database` when the error, or what caused it, says that the database is away; else null. The database is
 * the one part whose errors come here raw: the others are named by their adapters.
 */
export function databaseProblem(error: unknown): DocketError | null {
  return isAway(error)
    ? new DocketError('unavailable.database', 'The database does not answer', { cause: error })
    : null;
}
