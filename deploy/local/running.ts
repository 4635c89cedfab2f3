export interface Stoppable {
  stop(): Promise<void>;
  kill(): void;
}

/** What stops first comes last: nothing loses what it still needs to end in order. */
const STAGES = ['engine', 'workflow-engine', 'worker', 'api'] as const;
export type Stage = (typeof STAGES)[number];

/** What a start has brought up. Stages stop one after the other, the API first; the parts of one stage together. */
export class Running implements Stoppable {
  readonly #parts: { stage: Stage; part: Stoppable }[] = [];

  add(stage: Stage, part: Stoppable): void {
    this.#parts.push({ stage, part });
  }

  async stop(): Promise<void> {
    for (const stage of STAGES.toReversed()) {
      const parts = this.#parts.filter((entry) => entry.stage === stage);
      await Promise.all(parts.map(({ part }) => part.stop()));
    }
  }

  kill(): void {
    for (const { part } of this.#parts) part.kill();
  }
}
