import { Worker } from 'node:worker_threads';
import { DocketError } from '../schemas/errors.ts';
import { entryFile } from './entry-file.ts';
import { type RunReply, STOP, type ThreadRequest, type ThreadSettings, type ThreadTask } from './session-messages.ts';
import type { RunResult } from './sessions.ts';

const CLOSED = 'the session thread was closed';

type Asked = { resolve: (result: RunResult) => void; reject: (error: DocketError) => void };

/** A session thread as its owner sees it. */
export class SessionThread {
  readonly #asked = new Map<number, Asked>();
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  #next = 0;
  #stopped: DocketError | null = null;
  #closing = false;

  constructor(settings: ThreadSettings) {
    this.#worker = new Worker(entryFile(import.meta.url, 'session-thread'), { workerData: settings });
    this.#worker.unref();
    this.#worker.on('message', (reply: RunReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#stop(`a session thread failed: ${error.message}`));
    this.#worker.on('exit', () => this.#stop(CLOSED));
    this.#exited = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
  }

  get stopped(): boolean {
    return this.#stopped !== null;
  }

  /** Requests without an answer yet. */
  get load(): number {
    return this.#asked.size;
  }

  /** The memory of feeds moves to the thread. @throws DocketError `model.failed`. */
  ask(modelPath: string, task: ThreadTask): Promise<RunResult> {
    return new Promise((resolve, reject) => {
      if (this.#stopped || this.#closing) {
        reject(this.#stopped ?? new DocketError('model.failed', CLOSED));
        return;
      }
      const request: ThreadRequest = { ...task, id: this.#next++, modelPath };
      this.#asked.set(request.id, { resolve, reject });
      this.#worker.ref();
      const moved = task.kind === 'run' ? Object.values(task.feeds).map((tensor) => tensor.data.buffer) : [];
      this.#worker.postMessage(request, moved);
    });
  }

  /**
   * What was asked is answered first, and the thread ends by itself: onnxruntime throws where nobody catches it, and ends the
   * process, when its thread is terminated inside a call or while it is still loaded.
   */
  async close(): Promise<void> {
    this.#closing = true;
    this.#worker.ref();
    this.#worker.postMessage(STOP);
    await this.#exited;
  }

  #settle(reply: RunReply): void {
    const asked = this.#asked.get(reply.id);
    this.#asked.delete(reply.id);
    if (this.#asked.size === 0 && !this.#closing) this.#worker.unref();
    if ('error' in reply) asked?.reject(new DocketError('model.failed', `The model did not run: ${reply.error}`));
    else asked?.resolve(reply);
  }

  #stop(message: string): void {
    this.#stopped ??= new DocketError('model.failed', message);
    for (const { reject } of this.#asked.values()) reject(this.#stopped);
    this.#asked.clear();
  }
}
