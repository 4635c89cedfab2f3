import { DocketError } from '../../schemas/errors.ts';
import { Problem } from '../api/problem.ts';
import type { AskMessage, Asks, Progress, Reply } from './thread-messages.ts';

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (problem: Problem) => void;
  onProgress: ((progress: Progress) => void) | undefined;
}

/** The thread in which this device decides, so that the page stays responsive. It starts with the first question. */
export class DeviceThread {
  #worker: Worker | null = null;
  #next = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** @throws Problem */
  ask<Name extends keyof Asks>(
    ask: Name,
    input: Asks[Name]['input'],
    onProgress?: (progress: Progress) => void,
  ): Promise<Asks[Name]['answer']> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = this.#next++;
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress });
      worker.postMessage({ id, ask, input } as AskMessage);
    }) as Promise<Asks[Name]['answer']>;
  }

  close(): void {
    this.#worker?.terminate();
    this.#stop('The page was left.');
  }

  #start(): Worker {
    const worker = new Worker(new URL('./thread/deciding-thread.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#settle(data));
    worker.addEventListener('error', ({ message }) => {
      worker.terminate();
      this.#stop(message || 'The thread that decides could not be started.');
    });
    return worker;
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if ('progress' in reply) {
      waiting?.onProgress?.(reply.progress);
      return;
    }
    this.#waiting.delete(reply.id);
    if ('answer' in reply) waiting?.resolve(reply.answer);
    else {
      const { status, code, message, hint } = reply.problem;
      waiting?.reject(new Problem(status, code, message, hint));
    }
  }

  #stop(message: string): void {
    this.#worker = null;
    const { status, code, hint } = new DocketError('device.stopped', message);
    const problem = new Problem(status, code, message, hint);
    for (const { reject } of this.#waiting.values()) reject(problem);
    this.#waiting.clear();
  }
}
