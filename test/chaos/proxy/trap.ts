/**
 * `before`: the request never reaches the other side. `after`: it was carried out there, and the answer gets lost.
 * `inside`: between two statements of a transaction, when the write was answered.
 */
export type Moment = 'before' | 'after' | 'inside';

/** What a proxy waits for. `what` says in a line what a request does: the statements of a commit, a script, a method. */
export interface Trap {
  moment: Moment;
  matches(what: string): boolean;
  /** Kills somebody, or nobody. But for `inside`, the connection that the request came by is cut in any case. */
  spring(): void;
}

/** Holds at most one trap; a request that matches takes it, so that it springs once. */
export class TrapHolder {
  #trap: Trap | null = null;

  arm(trap: Trap): void {
    this.#trap = trap;
  }

  /** @returns whether it was still waiting */
  disarm(): boolean {
    const waited = this.#trap !== null;
    this.#trap = null;
    return waited;
  }

  /** The trap, where it waits for this, at one of these moments. */
  take(what: string, moments: readonly Moment[] = ['before', 'after']): Trap | null {
    if (this.#trap === null || !moments.includes(this.#trap.moment) || !this.#trap.matches(what)) return null;
    const trap = this.#trap;
    this.#trap = null;
    return trap;
  }
}

export interface WatchedProxy {
  /** host:port */
  address: string;
  traps: TrapHolder;
  close(): Promise<void>;
}
