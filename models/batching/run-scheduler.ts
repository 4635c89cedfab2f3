import { trace } from '@opentelemetry/api';
import { DocketError } from '../../schemas/errors.ts';
import type { RunResult, SessionThread } from '../session-thread-handle.ts';
import type { Tensors } from '../tensor.ts';
import { Arrivals } from './arrivals.ts';
import { startBatchSpans } from './batch-spans.ts';
import { mergeFeeds, splitOutputs } from './merge-runs.ts';
import { type BatchLimits, type ChosenBatch, PendingRuns } from './pending-runs.ts';
import { RunCost } from './run-cost.ts';
import type { RunOrder } from './run-order.ts';
import { isWorthWaiting } from './worth-waiting.ts';

/** A batch that ran: what of it was whose, and its milliseconds on the thread. */
export type BatchReport = {
  modelPath: string;
  parts: { flow: string; rows: number; waitedMs: number }[];
  rows: number;
  tokens: number;
  ranMs: number;
  /** Part of the largest batch that this was, 1 for a full one. */
  fullness: number;
};

type Settled = { result: RunResult } | { error: DocketError };

export type SchedulerPorts = {
  /** The running threads; at least one by the time of a run. */
  threads: () => readonly SessionThread[];
  limits: BatchLimits;
  windowMs: number;
  report: (report: BatchReport) => void;
};

/** A thread has one batch more to go on with, but only a full one: others may still join a smaller one. */
const MOST_ON_A_THREAD = 2;

/**
 * Gives runs to session threads in batches. While the threads are busy runs gather; a free thread takes what is there, or
 * waits a little where `isWorthWaiting` says so. A batch that fails is run again part by part: one bad row fails alone.
 */
export class RunScheduler {
  readonly #ports: SchedulerPorts;
  readonly #costs = new Map<string, RunCost>();
  readonly #arrivals = new Map<string, Arrivals>();
  readonly #limits = new Map<string, BatchLimits>();
  readonly #pending: PendingRuns<Settled>;
  #timer: NodeJS.Timeout | undefined;
  #soon = false;

  constructor(ports: SchedulerPorts) {
    this.#ports = ports;
    this.#pending = new PendingRuns({
      costOf: (modelPath) => this.#costOf(modelPath),
      limitsOf: (modelPath) => this.#limitsOf(modelPath),
    });
  }

  limit(modelPath: string, limits: BatchLimits): void {
    this.#limits.set(modelPath, limits);
  }

  async run(modelPath: string, feeds: Tensors, order: RunOrder): Promise<RunResult> {
    const now = performance.now();
    this.#arrivalsOf(modelPath).note(now);
    const job = trace.getActiveSpan()?.spanContext();
    const settled = await new Promise<Settled>((settle) => {
      this.#pending.add({ modelPath, feeds, order, job, since: now, settle });
      this.#nextSoon();
    });
    if ('error' in settled) throw settled.error;
    return settled.result;
  }

  idlest(): SessionThread {
    const [first, ...others] = this.#ports.threads();
    if (!first) throw new DocketError('config.invalid', 'A session pool needs at least one thread');
    return others.reduce((best, thread) => (thread.load < best.load ? thread : best), first);
  }

  close(): void {
    clearTimeout(this.#timer);
    const error = new DocketError('model.failed', 'The session pool is closed');
    for (const run of this.#pending.drain()) run.settle({ error });
  }

  /** A thread may be free. */
  wake(): void {
    this.#next();
  }

  /** Runs that come in one turn of the event loop are chosen from together. */
  #nextSoon(): void {
    if (this.#soon) return;
    this.#soon = true;
    setImmediate(() => {
      this.#soon = false;
      this.#next();
    });
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#pending.size > 0) {
      const thread = this.idlest();
      if (thread.load >= MOST_ON_A_THREAD) return;
      const batch = this.#pending.choose();
      if (batch === null) return;
      if (!batch.isFull) {
        if (thread.load > 0) return;
        const waitMs = this.#waitOf(batch);
        if (waitMs > 0) {
          this.#timer = setTimeout(() => this.#next(), waitMs);
          return;
        }
      }
      this.#pending.take(batch);
      void this.#start(thread, batch);
    }
  }

  /** Milliseconds that the batch should wait for others: not beyond the window of its oldest run. */
  #waitOf({ runs, tokens }: ChosenBatch<Settled>): number {
    const [head] = runs;
    if (head === undefined) return 0;
    const now = performance.now();
    const left = this.#ports.windowMs - (now - Math.min(...runs.map(({ since }) => since)));
    const cost = this.#costOf(head.modelPath);
    const gapMs = this.#arrivalsOf(head.modelPath).gapMs(now);
    const requestMs = (cost.msPerToken * tokens) / runs.length;
    return left > 0 && isWorthWaiting(runs.length, gapMs, cost.fixedMs, requestMs) ? Math.min(left, gapMs) : 0;
  }

  async #start(thread: SessionThread, { runs, tokens }: ChosenBatch<Settled>): Promise<void> {
    const [head] = runs;
    if (head === undefined) return;
    const { modelPath } = head;
    const rows = runs.map((run) => run.rows);
    const started = performance.now();
    const endSpans = startBatchSpans(runs);
    try {
      const feeds = mergeFeeds(runs.map((run) => run.feeds));
      const { outputs, inferenceMs } = await thread.ask(modelPath, { kind: 'run', feeds });
      this.#costOf(modelPath).learn(tokens, inferenceMs);
      const own = splitOutputs(outputs, rows);
      const all = rows.reduce((sum, count) => sum + count, 0);
      const { maxRows, maxTokens } = this.#limitsOf(modelPath);
      this.#ports.report({
        modelPath,
        parts: runs.map((run) => ({ flow: run.order.flow, rows: run.rows, waitedMs: started - run.since })),
        rows: all,
        tokens,
        ranMs: inferenceMs,
        fullness: Math.max(all / maxRows, tokens / maxTokens),
      });
      endSpans();
      runs.forEach((run, index) => {
        run.settle({ result: { outputs: own[index] ?? {}, inferenceMs } });
      });
    } catch (error) {
      const failure = asModelFailure(error);
      endSpans(failure);
      if (runs.length > 1) this.#pending.separate(runs);
      else head.settle({ error: failure });
    }
    this.#next();
  }

  #costOf(modelPath: string): RunCost {
    return kept(this.#costs, modelPath, () => new RunCost());
  }

  #arrivalsOf(modelPath: string): Arrivals {
    return kept(this.#arrivals, modelPath, () => new Arrivals());
  }

  #limitsOf(modelPath: string): BatchLimits {
    return this.#limits.get(modelPath) ?? this.#ports.limits;
  }
}

function kept<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make();
  values.set(key, made);
  return made;
}

function asModelFailure(error: unknown): DocketError {
  if (error instanceof DocketError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new DocketError('model.failed', `The model did not run: ${message}`, { cause: error });
}
