/** Share of the newest gap in the mean: follows a change of rate within about ten arrivals. */
const NEWEST = 0.2;

/** The mean gap between arrivals, exponentially weighted. Silence counts: the longer it lasts, the longer the gap. */
export class Arrivals {
  #last: number | null = null;
  #mean: number | null = null;

  /** @param now milliseconds of one clock */
  note(now: number): void {
    if (this.#last !== null) {
      const gap = now - this.#last;
      this.#mean = this.#mean === null ? gap : this.#mean + NEWEST * (gap - this.#mean);
    }
    this.#last = now;
  }

  /** Milliseconds until the next is to be expected; infinite where there were not yet two. */
  gapMs(now: number): number {
    if (this.#last === null || this.#mean === null) return Number.POSITIVE_INFINITY;
    return Math.max(this.#mean, now - this.#last);
  }
}
