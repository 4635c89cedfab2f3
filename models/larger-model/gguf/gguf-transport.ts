import { type ChildProcess, fork } from 'node:child_process';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ModelPreset, presetOf, unknownModel } from '../presets.ts';
import type { ChatTransport, Completion, CompletionRequest } from '../transport.ts';
import { type Order, report } from './messages.ts';

export interface GgufSettings {
  path: string;
  /** SHA-256 of the file. */
  sha256: string;
  threads: number;
  /** How to ask this model; by the name of its file where none is given, else as the file says. */
  preset?: ModelPreset;
  /** Time without a question after which the model gives its memory back. */
  idleMs?: number;
}

const IDLE_MS = 15 * 60_000;
/** The process that runs the model has ended; the next question starts another. */
export class ModelLost extends Error {}

interface Waiting {
  resolve(completion: Completion): void;
  reject(error: Error): void;
}

/** A process with the model in it, from its start to its end. */
class ModelProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly opened: Promise<{ contextTokens: number }>;
  ended = false;
  #count = 0;

  constructor({ path, threads }: GgufSettings, contextTokens: number | null) {
    const script = import.meta.url.endsWith('.ts') ? './model-process.ts' : './model-process.js';
    this.#child = fork(fileURLToPath(new URL(script, import.meta.url)), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const { promise, resolve, reject } = Promise.withResolvers<{ contextTokens: number }>();
    this.opened = promise;
    promise.catch(() => {});
    this.#child.on('message', (message) => {
      const told = report.parse(message);
      if (told.kind === 'open') resolve(told);
      else if (told.kind === 'broken') {
        reject(new Error(told.problem));
        this.end();
      } else this.#settle(told);
    });
    this.#child.once('close', () => {
      this.ended = true;
      const lost = new ModelLost('the process that runs the model ended');
      reject(lost);
      for (const waiting of this.#waiting.values()) waiting.reject(lost);
      this.#waiting.clear();
    });
    this.#send({ kind: 'open', path, contextTokens, threads });
  }

  async complete({ messages, schema, maxTokens }: CompletionRequest, signal: AbortSignal): Promise<Completion> {
    await this.opened;
    signal.throwIfAborted();
    const id = this.#count++;
    return await new Promise<Completion>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      signal.addEventListener(
        'abort',
        () => {
          if (!this.#waiting.delete(id)) return;
          this.#send({ kind: 'cancel', id });
          reject(signal.reason);
        },
        { once: true },
      );
      this.#send({ kind: 'complete', id, messages, schema, maxTokens });
    });
  }

  end(): void {
    this.ended = true;
    this.#child.kill('SIGKILL');
  }

  #settle(told: Extract<ReturnType<typeof report.parse>, { kind: 'completed' | 'failed' }>): void {
    const waiting = this.#waiting.get(told.id);
    this.#waiting.delete(told.id);
    if (told.kind === 'failed') waiting?.reject(new Error(told.problem));
    else {
      const { content, promptTokens, answerTokens } = told;
      waiting?.resolve({ content, refused: false, usage: { promptTokens, answerTokens } });
    }
  }

  #send(message: Order): void {
    if (this.#child.connected) this.#child.send(message);
  }
}

/**
 * The way to a model in a GGUF file, run by a process of its own, so that neither its work nor its memory is the worker's. The
 * file is loaded with the first question and let go after a time without one.
 */
export function openGgufTransport(settings: GgufSettings): ChatTransport {
  const { path, sha256, idleMs = IDLE_MS } = settings;
  const name = basename(path, '.gguf');
  const named = settings.preset ?? presetOf(name);
  const preset = named === unknownModel ? null : named;
  let current: ModelProcess | null = null;
  let idle: NodeJS.Timeout | undefined;

  const unload = () => {
    clearTimeout(idle);
    current?.end();
    current = null;
  };
  const model = (): ModelProcess => {
    clearTimeout(idle);
    idle = setTimeout(unload, idleMs).unref();
    if (current === null || current.ended) current = new ModelProcess(settings, preset?.contextTokens ?? null);
    return current;
  };
  return {
    producer: { name, version: 'gguf', sha256 },
    async shape() {
      const { contextTokens } = await model().opened;
      return { contextTokens, systemRole: preset?.systemRole ?? true };
    },
    complete: (request, signal) => model().complete(request, signal),
    isPassing: (error) => error instanceof ModelLost,
    close: async () => unload(),
  };
}
