/**
 * Time of the session threads shared between flows: the flow that had the least is next (start-time fair queueing: Goyal,
 * Vin and Cheng, SIGCOMM 1996, with milliseconds of a thread as its virtual time). A flow that was idle begins where the
 * least served of the busy ones stands, so it cannot save up.
 */
export class FairShares {
  readonly #served = new Map<string, number>();
  #least = 0;

  /** Of flows that have work, the one that is next. */
  next(flows: Iterable<string>): string | null {
    let best: string | null = null;
    for (const flow of flows) if (best === null || this.#of(flow) < this.#of(best)) best = flow;
    if (best !== null) this.#least = Math.max(this.#least, this.#of(best));
    return best;
  }

  /** @param ms of one thread */
  charge(flow: string, ms: number): void {
    this.#served.set(flow, this.#of(flow) + ms);
  }

  #of(flow: string): number {
    return Math.max(this.#served.get(flow) ?? 0, this.#least);
  }
}
