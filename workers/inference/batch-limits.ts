import { paddedWidth } from '../../models/batch-plan.ts';
import type { BatchLimits } from '../../models/batching/pending-runs.ts';
import { searchBatchSize } from '../../models/batching/search-batch-size.ts';
import type { SessionPool } from '../../models/session-pool.ts';

/** Longest run of a batch on a GPU: a job that comes meanwhile waits for it. */
const MOST_MS = 100;
/** Rows of the longest width that are tried at most. */
const MOST_ROWS = 256;

/**
 * The batches that suit a model on the processor that the pool runs on, by trial of its longest rows. Shorter rows may be as
 * many as fill the same number of tokens.
 */
export async function findBatchLimits(
  sessions: Pick<SessionPool, 'trial'>,
  file: string,
  maxWidth: number,
  { mostMs = MOST_MS, mostRows = MOST_ROWS } = {},
): Promise<BatchLimits> {
  const measure = (rows: number) => sessions.trial(file, rows, maxWidth);
  const maxTokens = maxWidth * (await searchBatchSize({ measure, mostRows, mostMs }));
  return { maxTokens, maxRows: Math.floor(maxTokens / paddedWidth(1, maxWidth)) };
}
