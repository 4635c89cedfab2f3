import type { CaseSummary } from '../../schemas/case.ts';
import { Problem, unreachable } from '../api/problem.ts';
import { randomId } from '../api/random-id.ts';
import { uploadDocument } from '../api/upload.ts';

export type UploadState =
  | { step: 'waiting' }
  | { step: 'sending'; share: number }
  | { step: 'arrived'; cases: CaseSummary[] }
  | { step: 'failed'; problem: Problem };

export interface Upload {
  /** Also its Idempotency-Key, so a second try cannot make a second case. */
  readonly id: string;
  readonly file: File;
  readonly state: UploadState;
}

/** Files sent at the same time. */
const PARALLEL = 3;

/** The files a person gave, outliving the page they were given on. */
export class UploadQueue {
  #uploads: readonly Upload[] = [];
  #running = new Map<string, AbortController>();
  #listeners = new Set<() => void>();
  readonly #onArrived: () => void;

  constructor(onArrived: () => void) {
    this.#onArrived = onArrived;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): readonly Upload[] => this.#uploads;

  add(files: Iterable<File>): void {
    const added = Array.from(files, (file): Upload => ({ id: randomId(), file, state: { step: 'waiting' } }));
    this.#set([...added, ...this.#uploads]);
    this.#startNext();
  }

  retry(id: string): void {
    this.#update(id, { step: 'waiting' });
    this.#startNext();
  }

  dismiss(id: string): void {
    this.#running.get(id)?.abort();
    this.#set(this.#uploads.filter((upload) => upload.id !== id));
  }

  clearArrived(): void {
    this.#set(this.#uploads.filter(({ state }) => state.step !== 'arrived'));
  }

  #startNext(): void {
    const waiting = this.#uploads.filter(({ state }) => state.step === 'waiting').toReversed();
    for (const upload of waiting.slice(0, PARALLEL - this.#running.size)) void this.#send(upload);
  }

  async #send({ id, file }: Upload): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    this.#update(id, { step: 'sending', share: 0 });
    try {
      const onProgress = (share: number) => this.#update(id, { step: 'sending', share });
      const cases = await uploadDocument(file, { idempotencyKey: id, onProgress, signal: controller.signal });
      this.#update(id, { step: 'arrived', cases });
      this.#onArrived();
    } catch (error) {
      this.#update(id, { step: 'failed', problem: error instanceof Problem ? error : unreachable() });
    } finally {
      this.#running.delete(id);
      this.#startNext();
    }
  }

  #update(id: string, state: UploadState): void {
    this.#set(this.#uploads.map((upload) => (upload.id === id ? { ...upload, state } : upload)));
  }

  #set(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    for (const listener of this.#listeners) listener();
  }
}
