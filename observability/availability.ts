import { DocketError } from '../schemas/errors.ts';
import { within } from './within.ts';

export const parts = ['database', 'temporal', 'redis'] as const;
export type Part = (typeof parts)[number];

/** Long enough to spare a busy part, short enough that an outage shows at once. */
const FRESH_MS = 1000;
const DEADLINE_MS = 1000;
/** A ping on a connection that died without a word never comes back. */
const LOST_MS = 5000;

interface State {
  /** A ping that has not come back; no second one is sent for a while. */
  pending: Promise<void> | null;
  sentAt: number;
  checkedAt: number;
  problem: DocketError | null;
}

/** Knows which of the parts behind a process answer, by pings that are kept for a second. */
export class Availability<P extends Part = Part> {
  readonly #pings: Readonly<Record<P, () => Promise<unknown>>>;
  readonly #states = new Map<P, State>();

  constructor(pings: Readonly<Record<P, () => Promise<unknown>>>) {
    this.#pings = pings;
  }

  /** The parts that this process needs. */
  get parts(): P[] {
    return parts.filter((part): part is P => part in this.#pings);
  }

  /** Those of them that do not answer. */
  async away(): Promise<P[]> {
    const own = this.parts;
    const problems = await Promise.all(own.map((part) => this.problem(part)));
    return own.filter((_, index) => problems[index] !== null);
  }

  /** @throws DocketError `unavailable.<part>` for the first of these parts that does not answer */
  async require(...needed: readonly P[]): Promise<void> {
    const problems = await Promise.all(needed.map((part) => this.problem(part)));
    for (const problem of problems) if (problem !== null) throw problem;
  }

  /** What is wrong with a part, or null. */
  async problem(part: P): Promise<DocketError | null> {
    const state = this.#states.get(part) ?? { pending: null, sentAt: 0, checkedAt: -Infinity, problem: null };
    this.#states.set(part, state);
    if (performance.now() - state.checkedAt < FRESH_MS) return state.problem;
    const code = `unavailable.${part satisfies Part as Part}` as const;
    const message = `The ${part} of this service does not answer`;
    if (performance.now() - state.sentAt > LOST_MS) state.pending = null;
    if (state.pending === null) {
      state.sentAt = performance.now();
      state.pending = this.#pings[part]().then(
        () => settle(state, null),
        (cause: unknown) => settle(state, new DocketError(code, message, { cause })),
      );
    }
    try {
      await within(DEADLINE_MS, code, message, state.pending);
      return state.problem;
    } catch (error) {
      if (!(error instanceof DocketError)) throw error;
      state.checkedAt = performance.now();
      state.problem = error;
      return error;
    }
  }
}

function settle(state: State, problem: DocketError | null): void {
  state.pending = null;
  state.checkedAt = performance.now();
  state.problem = problem;
}
