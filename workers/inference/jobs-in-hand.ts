/** Full batches that the jobs in hand should come to for each session thread: one that runs, one that gathers. */
const BATCHES_A_THREAD = 2;
/** Two jobs at least: one is loaded and decoded while the other runs. */
const FEWEST = 2;
const MOST = 64;
/** Part of the newest job in the mean. */
const NEWEST = 0.1;

/**
 * How many jobs of a model a worker takes from Redis at once. Enough to fill batches, and no more: what is in hand cannot be
 * overtaken there by a job that somebody waits for, nor be run by a worker that has nothing to do. A slice of a bulk is two
 * full batches, a single document a part of one.
 */
export class JobsInHand {
  readonly #batches: number;
  #batchesAJob = 0.5;
  #worked = 0;

  constructor(threads: number) {
    this.#batches = BATCHES_A_THREAD * threads;
  }

  /** @param batches how much of a full batch was run for this model's jobs: 1 for a whole one */
  worked(batches: number): void {
    this.#worked += batches;
  }

  /** A job has ended. */
  ended(): void {
    this.#batchesAJob += NEWEST * (this.#worked - this.#batchesAJob);
    this.#worked = 0;
  }

  get most(): number {
    return Math.min(MOST, Math.max(FEWEST, Math.ceil(this.#batches / Math.max(this.#batchesAJob, 1e-3))));
  }
}
