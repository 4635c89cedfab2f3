/** A batch twice as large must bring this much more throughput to be worth the longer wait. */
const LEAST_GAIN = 1.05;
/** The median of three runs; one before them is not counted, since a first run of a shape prepares it. */
const RUNS = 3;

export type BatchSearch = {
  /** Milliseconds of one run of so many rows; rejects where they do not fit the memory. */
  measure(rows: number): Promise<number>;
  mostRows: number;
  /** Longest run: what comes meanwhile waits for it. */
  mostMs: number;
};

/**
 * The number of rows with the highest throughput among 1, 2, 4 …, within the time and the memory of one run. Ends at the
 * first size that is too slow, does not fit or brings no more.
 * @returns 1 where even two rows are too many
 */
export async function searchBatchSize({ measure, mostRows, mostMs }: BatchSearch): Promise<number> {
  let best = { rows: 1, perMs: 0 };
  for (let rows = 1; rows <= mostRows; rows *= 2) {
    const ms = await medianMs(() => measure(rows)).catch(() => null);
    if (ms === null || (ms > mostMs && rows > 1)) break;
    const perMs = rows / ms;
    if (rows > 1 && perMs < best.perMs * LEAST_GAIN) break;
    best = { rows, perMs };
  }
  return best.rows;
}

async function medianMs(run: () => Promise<number>): Promise<number> {
  await run();
  const times: number[] = [];
  for (let index = 0; index < RUNS; index++) times.push(await run());
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
}
