import './quiet-runtime.ts';
import { Worker } from 'node:worker_threads';
import { DocketError } from '../schemas/errors.ts';
import { entryFile } from './entry-file.ts';
import { chooseProvider } from './provider-probe.ts';
import type { ProviderName, RunReply, RunRequest, ThreadSettings } from './session-messages.ts';
import type { Tensors } from './tensor.ts';

export type RunResult = { outputs: Tensors; inferenceMs: number };

export type SessionPool = {
  /** Session threads: how many runs go on at once. */
  readonly threads: number;
  /** The execution provider that the probe chose. */
  provider(): Promise<ProviderName>;
  /** Creates the sessions of a model in every thread, so that the first run does not wait for it. */
  warm(modelPath: string): Promise<void>;
  /** Runs the model on the least busy thread. The feeds' memory moves to the thread. @throws DocketError `model.failed`. */
  run(modelPath: string, feeds: Tensors): Promise<RunResult>;
  close(): Promise<void>;
};

export type SessionOptions = {
  /** Comma separated, in order of preference, e.g. "cuda,webgpu,cpu". */
  providers: string;
  threads: number;
  /** Threads inside one run (onnxruntime's intra-op pool). */
  intraOpThreads?: number;
};

type Waiting = { resolve: (result: RunResult) => void; reject: (error: DocketError) => void };

class SessionThread {
  readonly waiting = new Map<number, Waiting>();
  readonly #worker: Worker;
  #next = 0;
  #stopped: DocketError | null = null;

  constructor(settings: ThreadSettings) {
    this.#worker = new Worker(entryFile(import.meta.url, 'session-thread'), { workerData: settings });
    this.#worker.unref();
    this.#worker.on('message', (reply: RunReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#stop(`a session thread failed: ${error.message}`));
    this.#worker.on('exit', () => this.#stop('the session thread was closed'));
  }

  get stopped(): boolean {
    return this.#stopped !== null;
  }

  ask(modelPath: string, feeds: Tensors | null): Promise<RunResult> {
    return new Promise((resolve, reject) => {
      if (this.#stopped) {
        reject(this.#stopped);
        return;
      }
      const request: RunRequest = { id: this.#next++, modelPath, feeds };
      this.waiting.set(request.id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage(request, feeds ? Object.values(feeds).map((tensor) => tensor.data.buffer) : []);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(reply: RunReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (this.waiting.size === 0) this.#worker.unref();
    if ('error' in reply) waiting?.reject(new DocketError('model.failed', `The model did not run: ${reply.error}`));
    else waiting?.resolve(reply);
  }

  #stop(message: string): void {
    this.#stopped ??= new DocketError('model.failed', message);
    for (const { reject } of this.waiting.values()) reject(this.#stopped);
    this.waiting.clear();
  }
}

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
  const start = async (): Promise<SessionThread[]> => {
    const settings = { provider: await provider(), intraOpThreads: options.intraOpThreads ?? 1 };
    if (closed) throw new DocketError('model.failed', 'The session pool is closed');
    for (let index = 0; index < options.threads; index++) {
      if (threads[index] === undefined || threads[index]?.stopped) threads[index] = new SessionThread(settings);
    }
    return threads;
  };

  return {
    threads: options.threads,
    provider,
    async warm(modelPath) {
      await Promise.all((await start()).map((thread) => thread.ask(modelPath, null)));
    },
    async run(modelPath, feeds) {
      const [first, ...others] = await start();
      if (!first) throw new DocketError('config.invalid', 'A session pool needs at least one thread');
      const idlest = others.reduce((best, thread) => (thread.waiting.size < best.waiting.size ? thread : best), first);
      return idlest.ask(modelPath, feeds);
    },
    async close() {
      closed = true;
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
