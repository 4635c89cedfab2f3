import './quiet-runtime.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Urgency } from '../schemas/queues.ts';
import { paddedWidth } from './batch-plan.ts';
import type { BatchLimits } from './batching/pending-runs.ts';
import { type BatchReport, RunScheduler } from './batching/run-scheduler.ts';
import { chooseProvider } from './provider-probe.ts';
import type { ProviderName, ThreadTask } from './session-messages.ts';
import { type RunResult, SessionThread } from './session-thread-handle.ts';
import type { Tensors } from './tensor.ts';

/** `flow`: shares the threads fairly with other flows; a model's name. `uses`: told of each model file and its longest row. */
export type LaneOptions = { flow?: string; urgency?: Urgency; uses?: (modelPath: string, maxWidth: number) => void };

export type SessionPool = {
  /** Session threads: how many runs go on at once. */
  readonly threads: number;
  /** The execution provider that the probe chose. */
  provider(): Promise<ProviderName>;
  /** Creates the sessions of a model in every thread and, where the pool warms up, runs its smallest and largest shape. */
  warm(modelPath: string, maxWidth: number): Promise<void>;
  /**
   * Runs the model. Runs of one model and shape that wait at the same time share a batch; each gets its own rows back.
   * Feeds are [rows, …] each, outputs too; the feeds' memory moves to the thread. @throws DocketError `model.failed`.
   */
  run(modelPath: string, feeds: Tensors): Promise<RunResult>;
  /** The same pool for one caller: its runs are ordered as one call. What is not given is as in this lane. */
  lane(options: LaneOptions): SessionPool;
  /** Milliseconds that made-up rows of that shape take on a thread. @throws DocketError `model.failed`. */
  trial(modelPath: string, rows: number, width: number): Promise<number>;
  /** Batches of this model are as large as this from now on. */
  limit(modelPath: string, limits: BatchLimits): void;
  /** Lets go of a model's sessions after the runs before; a later run loads it again. */
  unload(modelPath: string): Promise<void>;
  close(): Promise<void>;
};

export type SessionOptions = {
  /** Comma separated, in order of preference, e.g. "cuda,webgpu,cpu". */
  providers: string;
  threads: number;
  /** Threads inside one run (onnxruntime's intra-op pool). */
  intraOpThreads?: number;
  limits?: BatchLimits;
  /** Longest wait of a run for others, where the arrivals make it worth waiting. */
  windowMs?: number;
  /** Runs each model when it is loaded, so that no case waits for the first run. */
  warmUp?: boolean;
  /** The file that a provider runs in a model's place. */
  variant?: (modelPath: string, provider: ProviderName) => string;
  onBatch?: (report: BatchReport) => void;
};

/** Eight windows of 512 tokens, or 32 texts of up to 128. */
export const CPU_LIMITS: BatchLimits = { maxRows: 32, maxTokens: 4096 };

/**
 * ONNX sessions in worker threads, since a run blocks its thread. Each thread creates the session of a model once.
 * A thread that dies is replaced at the next run.
 */
export function openSessions(options: SessionOptions): SessionPool {
  let chosen: Promise<ProviderName> | undefined;
  const threads: SessionThread[] = [];
  let closed = false;

  const provider = () => {
    chosen ??= chooseProvider(options.providers);
    return chosen;
  };
  const start = async (): Promise<ProviderName> => {
    const name = await provider();
    if (closed) throw new DocketError('model.failed', 'The session pool is closed');
    for (let index = 0; index < options.threads; index++) {
      if (threads[index] === undefined || threads[index]?.stopped) {
        threads[index] = new SessionThread({ provider: name, intraOpThreads: options.intraOpThreads ?? 1 });
      }
    }
    return name;
  };
  const fileOf = (modelPath: string, name: ProviderName) => options.variant?.(modelPath, name) ?? modelPath;
  const scheduler = new RunScheduler({
    threads: () => threads,
    limits: options.limits ?? CPU_LIMITS,
    windowMs: options.windowMs ?? 0,
    report: options.onBatch ?? (() => {}),
  });
  /** What is no run occupies a thread too: runs that wait for it go on afterwards. */
  const tell = (thread: SessionThread, file: string, task: ThreadTask) =>
    thread.ask(file, task).finally(() => scheduler.wake());
  const trial = async (modelPath: string, rows: number, width: number, thread?: SessionThread): Promise<number> => {
    const file = fileOf(modelPath, await start());
    const on = thread ?? scheduler.idlest();
    return (await tell(on, file, { kind: 'trial', rows, width })).inferenceMs;
  };

  const laneOf = ({ flow, urgency = 'interactive', uses }: LaneOptions): SessionPool => {
    const call = { since: performance.now(), tokens: 0 };
    return {
      threads: options.threads,
      provider,
      async warm(modelPath, maxWidth) {
        uses?.(modelPath, maxWidth);
        const file = fileOf(modelPath, await start());
        await Promise.all(threads.map((thread) => tell(thread, file, { kind: 'load' })));
        if (!options.warmUp) return;
        await Promise.all(
          [paddedWidth(1, maxWidth), maxWidth].flatMap((width) =>
            threads.map((thread) => trial(modelPath, 1, width, thread)),
          ),
        );
      },
      async run(modelPath, feeds) {
        const file = fileOf(modelPath, await start());
        return scheduler.run(file, feeds, { flow: flow ?? modelPath, urgency, call });
      },
      lane: (given) =>
        laneOf({ urgency, ...(flow === undefined ? {} : { flow }), ...(uses === undefined ? {} : { uses }), ...given }),
      trial,
      limit: (modelPath, limits) => void provider().then((name) => scheduler.limit(fileOf(modelPath, name), limits)),
      async unload(modelPath) {
        const file = fileOf(modelPath, await start());
        await Promise.all(threads.map((thread) => tell(thread, file, { kind: 'unload' })));
      },
      async close() {
        closed = true;
        scheduler.close();
        await Promise.all(threads.map((thread) => thread.close()));
      },
    };
  };
  return laneOf({});
}
