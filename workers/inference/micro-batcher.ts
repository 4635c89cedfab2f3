import type { DocketError } from '../../schemas/errors.ts';

export type BatchSettings = {
  /** Most items of one batch. */
  size: number;
  /** Longest wait of an item for others, while a slot is free. */
  windowMs: number;
  /** Batches that run at once. */
  parallel: number;
};

/** What a batch was: reported once it ended. */
export type BatchReport = { size: number; waitedMs: number[]; ranMs: number };

type Pending<Item, Answer> = { item: Item; since: number; settle: (answer: Answer | DocketError) => void };

/**
 * Gathers items of many jobs into batches. A batch starts when it is full, or when its oldest item has waited for the
 * window, and a slot is free; while all slots are busy items gather on.
 */
export class MicroBatcher<Item, Answer> {
  readonly #pending: Pending<Item, Answer>[] = [];
  readonly #settings: BatchSettings;
  readonly #run: (items: readonly Item[]) => Promise<(Answer | DocketError)[]>;
  readonly #report: (batch: BatchReport) => void;
  #running = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param run one answer an item, in order; it does not reject */
  constructor(
    settings: BatchSettings,
    run: (items: readonly Item[]) => Promise<(Answer | DocketError)[]>,
    report: (batch: BatchReport) => void = () => {},
  ) {
    this.#settings = settings;
    this.#run = run;
    this.#report = report;
  }

  submit(item: Item): Promise<Answer | DocketError> {
    return new Promise((settle) => {
      this.#pending.push({ item, since: performance.now(), settle });
      this.#next();
    });
  }

  #next(): void {
    const [oldest] = this.#pending;
    if (!oldest || this.#running >= this.#settings.parallel) return;
    const due = oldest.since + this.#settings.windowMs - performance.now();
    if (this.#pending.length >= this.#settings.size || due <= 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      void this.#start(this.#pending.splice(0, this.#settings.size));
      this.#next();
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#next();
      }, Math.ceil(due));
    }
  }

  async #start(batch: Pending<Item, Answer>[]): Promise<void> {
    this.#running++;
    const started = performance.now();
    const answers = await this.#run(batch.map(({ item }) => item));
    this.#running--;
    this.#report({
      size: batch.length,
      waitedMs: batch.map(({ since }) => started - since),
      ranMs: performance.now() - started,
    });
    batch.forEach(({ settle }, index) => {
      const answer = answers[index];
      if (answer !== undefined) settle(answer);
    });
    this.#next();
  }
}
