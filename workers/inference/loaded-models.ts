import type { InferenceTask } from './inference-task.ts';
import type { OpenedModel } from './open-model.ts';

export type LoadedModelsPorts = {
  open(name: string): Promise<OpenedModel>;
  /** Bytes that the model takes once it is loaded and has run its largest batch. Asked where there is a limit. */
  measure(name: string): Promise<number>;
  unload(file: string): Promise<void>;
  /** Told after each load and unload: bytes by model. */
  changed(loaded: ReadonlyMap<string, number>): void;
};

type Entry = {
  model: Promise<OpenedModel>;
  opened: OpenedModel | null;
  bytes: number;
  users: number;
  lastUsed: number;
};

/**
 * The models that a worker has loaded. One is loaded at its first use; where all together take more than the limit, the least
 * recently used ones that run nothing are unloaded. A model that is larger than the limit alone is served all the same.
 */
export class LoadedModels {
  readonly #entries = new Map<string, Entry>();
  readonly #limitBytes: number | null;
  readonly #ports: LoadedModelsPorts;
  #uses = 0;

  /** @param limitBytes null: whatever is loaded stays */
  constructor(limitBytes: number | null, ports: LoadedModelsPorts) {
    this.#limitBytes = limitBytes;
    this.#ports = ports;
  }

  /** Whether models stay once they are loaded, so that it is worth loading them before they are asked for. */
  get keepsAll(): boolean {
    return this.#limitBytes === null;
  }

  /** The model stays loaded until `work` ends. @throws what opening it throws; the next use tries again. */
  async use<Answer>(name: string, work: (task: InferenceTask) => Promise<Answer>): Promise<Answer> {
    const entry = this.#entries.get(name) ?? this.#load(name);
    entry.users++;
    entry.lastUsed = ++this.#uses;
    try {
      return await work((await entry.model).task);
    } finally {
      entry.users--;
      await this.#shrink();
    }
  }

  /** Loads a model before it is asked for. @throws what opening it throws. */
  async load(name: string): Promise<void> {
    await this.use(name, async () => {});
  }

  #load(name: string): Entry {
    const entry: Entry = { model: this.#open(name), opened: null, bytes: 0, users: 0, lastUsed: 0 };
    this.#entries.set(name, entry);
    entry.model.then(
      (opened) => {
        entry.opened = opened;
      },
      () => this.#entries.delete(name),
    );
    return entry;
  }

  async #open(name: string): Promise<OpenedModel> {
    if (this.#limitBytes !== null) {
      const bytes = await this.#ports.measure(name);
      await this.#shrink(bytes);
      const entry = this.#entries.get(name);
      if (entry !== undefined) entry.bytes = bytes;
    }
    const model = await this.#ports.open(name);
    this.#report();
    return model;
  }

  /** Unloads what was used longest ago until the rest and `coming` bytes fit, or all that is left is in use. */
  async #shrink(coming = 0): Promise<void> {
    if (this.#limitBytes === null) return;
    const taken = () => [...this.#entries.values()].reduce((sum, { bytes }) => sum + bytes, coming);
    while (taken() > this.#limitBytes) {
      const idle = [...this.#entries].filter(([, { users, opened }]) => users === 0 && opened !== null);
      const [oldest] = idle.sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
      if (oldest === undefined || (coming === 0 && this.#entries.size === 1)) return;
      const [name, entry] = oldest;
      this.#entries.delete(name);
      await this.#unload(entry);
    }
  }

  /** A file that another loaded model runs too stays. */
  async #unload({ opened }: Entry): Promise<void> {
    const needed = new Set([...this.#entries.values()].flatMap((other) => [...(other.opened?.files.keys() ?? [])]));
    const files = [...(opened?.files.keys() ?? [])].filter((file) => !needed.has(file));
    await Promise.all(files.map((file) => this.#ports.unload(file)));
    this.#report();
  }

  #report(): void {
    this.#ports.changed(new Map([...this.#entries].map(([name, { bytes }]) => [name, bytes])));
  }
}
