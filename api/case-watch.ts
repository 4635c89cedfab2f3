import { EventEmitter, once } from 'node:events';
import type { CaseSummary } from '../schemas/case.ts';
import { closedStates } from '../schemas/case.ts';
import { watchCases } from '../store/case-changes.ts';
import { casesByIds } from '../store/cases.ts';
import type { Database } from '../store/database.ts';

/** Looks again without being told: keeps proxies from cutting the connection and makes up for lost announcements. */
const LOOK_AGAIN_MS = 10_000;

/** Follows cases for the readers of this process, over one listening connection. */
export class CaseWatch {
  readonly #db: Database;
  readonly #changes = new EventEmitter({ captureRejections: true }).setMaxListeners(0);
  #end: Promise<() => Promise<void>> | null = null;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The case now and at each change of its state, until it is closed; null where nothing happened for a while. */
  async *follow(id: string, signal: AbortSignal): AsyncGenerator<CaseSummary | null> {
    await this.#listen();
    let known: string | null = null;
    while (!signal.aborted) {
      const [summary] = await casesByIds(this.#db, [id]);
      if (summary === undefined) return;
      yield summary.state === known ? null : summary;
      known = summary.state;
      if (closedStates.includes(summary.state)) return;
      await this.#nextChange(id, signal);
    }
  }

  async close(): Promise<void> {
    const end = await this.#end?.catch(() => null);
    await end?.();
  }

  async #listen(): Promise<void> {
    this.#end ??= watchCases(this.#db, (id) => this.#changes.emit(id));
    await this.#end.catch((error: unknown) => {
      this.#end = null;
      throw error;
    });
  }

  async #nextChange(id: string, signal: AbortSignal): Promise<void> {
    const wake = AbortSignal.any([signal, AbortSignal.timeout(LOOK_AGAIN_MS)]);
    await once(this.#changes, id, { signal: wake }).catch((error: unknown) => {
      if (!wake.aborted) throw error;
    });
  }
}
