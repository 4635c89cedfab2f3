import type { SpanContext } from '@opentelemetry/api';
import type { Tensors } from '../tensor.ts';
import { FairShares } from './fair-shares.ts';
import { rowsOf, shapeOf, widthOf } from './merge-runs.ts';
import type { RunCost } from './run-cost.ts';
import type { RunOrder } from './run-order.ts';

/** Bounds one batch: its memory and how long it keeps others from a thread. */
export type BatchLimits = { maxRows: number; maxTokens: number };

/** A run that waits for its turn. `single`: it failed in a batch and runs alone now. `job`: the span that it is part of. */
export type PendingRun<Answer> = {
  modelPath: string;
  feeds: Tensors;
  rows: number;
  width: number;
  shape: string;
  order: RunOrder;
  job: SpanContext | undefined;
  since: number;
  single: boolean;
  settle: (answer: Answer) => void;
};

/** Runs that go as one, and whether no further row would fit. */
export type ChosenBatch<Answer> = { runs: PendingRun<Answer>[]; tokens: number; isFull: boolean };

type Ports = { limitsOf: (modelPath: string) => BatchLimits; costOf: (modelPath: string) => RunCost };

/** The runs that wait for a session thread, and which of them go next. */
export class PendingRuns<Answer> {
  readonly #ports: Ports;
  readonly #shares = new FairShares();
  #waiting: PendingRun<Answer>[] = [];

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  get size(): number {
    return this.#waiting.length;
  }

  add(run: Pick<PendingRun<Answer>, 'modelPath' | 'feeds' | 'order' | 'job' | 'since' | 'settle'>): void {
    const { feeds } = run;
    const added = { ...run, rows: rowsOf(feeds), width: widthOf(feeds), shape: shapeOf(feeds), single: false };
    run.order.call.tokens += added.rows * added.width;
    this.#waiting.push(added);
  }

  /** Puts the runs of a failed batch back, each to run alone. */
  separate(runs: readonly PendingRun<Answer>[]): void {
    this.#waiting.unshift(...runs.map((run) => ({ ...run, single: true })));
  }

  drain(): PendingRun<Answer>[] {
    const all = this.#waiting;
    this.#waiting = [];
    return all;
  }

  /**
   * The next batch: of what is interactive, else of what is bulk; of the flow that had the least of the threads; the call
   * that would be done first had all come alone. Then others of its shape, those of its flow first, as far as they fit.
   * Nothing of another urgency: on a CPU each row makes an answer later.
   */
  choose(): ChosenBatch<Answer> | null {
    const urgent = this.#waiting.filter(({ order }) => order.urgency === 'interactive');
    const candidates = urgent.length > 0 ? urgent : this.#waiting;
    const flow = this.#shares.next(new Set(candidates.map(({ order }) => order.flow)));
    const ranked = candidates
      .map((run) => ({ run, isOther: run.order.flow !== flow, due: this.#dueOf(run) }))
      .sort((a, b) => Number(a.isOther) - Number(b.isOther) || a.due - b.due)
      .map(({ run }) => run);
    const [head] = ranked;
    return head === undefined ? null : this.#gather(head, ranked);
  }

  /** Takes a chosen batch out and charges each flow for its rows: what they are expected to take, since one run may be slow by chance. */
  take({ runs, tokens }: ChosenBatch<Answer>): void {
    const taken = new Set(runs);
    this.#waiting = this.#waiting.filter((run) => !taken.has(run));
    const rows = runs.reduce((sum, run) => sum + run.rows, 0);
    for (const { modelPath, order, rows: own } of runs) {
      this.#shares.charge(order.flow, (this.#ports.costOf(modelPath).expect(tokens) * own) / Math.max(rows, 1));
    }
  }

  /** A small call overtakes a large one that came shortly before, and the large one is overtaken for as long as it is large. */
  #dueOf({ order, modelPath }: PendingRun<Answer>): number {
    return order.call.since + this.#ports.costOf(modelPath).expect(order.call.tokens);
  }

  #gather(head: PendingRun<Answer>, ranked: readonly PendingRun<Answer>[]): ChosenBatch<Answer> {
    const { maxRows, maxTokens } = this.#ports.limitsOf(head.modelPath);
    const runs = [head];
    let { rows } = head;
    const fits = (more: number) => rows + more <= maxRows && (rows + more) * head.width <= maxTokens;
    for (const run of head.single ? [] : ranked.slice(1)) {
      const isAlike = run.modelPath === head.modelPath && run.shape === head.shape && !run.single;
      if (!isAlike || !fits(run.rows)) continue;
      runs.push(run);
      rows += run.rows;
    }
    return { runs, tokens: rows * head.width, isFull: head.single || !fits(1) };
  }
}
