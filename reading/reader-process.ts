import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DocketError } from '../schemas/errors.ts';
import { DeliveredPages } from './delivered-pages.ts';
import type { ReaderJob, ReaderReply, ReaderResults } from './reader-messages.ts';
import { withPages } from './sent-pages.ts';

const entry = fileURLToPath(new URL(`./reader-child${extname(import.meta.url)}`, import.meta.url));
/** How often the resident memory of a busy reader is looked at. */
const MEMORY_POLL_MS = 100;
const STDERR_TAIL = 2000;
const PAGE_BYTES = 4096;
/** The reader may read files (its own code and weights) and load native code; it may not write or start processes. */
const permissions = ['--permission', '--allow-fs-read=*', '--allow-addons'];
/** The variables a reader gets; keys and passwords of the service are none of its business. */
const environmentNames = ['PATH', 'LD_LIBRARY_PATH', 'TZ', 'LANG'];

type Result = ReaderResults[keyof ReaderResults];

/** One child process that reads one file at a time. A file that costs too much takes its process with it. */
export class ReaderProcess {
  readonly #child: ChildProcess;
  #stderr = '';
  #killed = false;
  #ready: Promise<void>;

  constructor() {
    this.#child = fork(entry, [], {
      serialization: 'advanced',
      execArgv: [...permissions, '--disable-warning=ExperimentalWarning', '--disable-warning=SecurityWarning'],
      env: Object.fromEntries(environmentNames.map((name) => [name, process.env[name]])),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_TAIL);
    });
    this.#ready = new Promise((resolve, reject) => {
      this.#child.once('message', () => resolve());
      this.#child.once('error', (cause) => reject(this.#crash('could not be started', cause)));
      this.#child.once('exit', (code, signal) => reject(this.#crash(`ended at its start (${signal ?? code})`)));
    });
    this.#ready.catch(() => undefined);
    this.#hold(false);
  }

  get alive(): boolean {
    return !this.#killed && this.#child.exitCode === null && this.#child.signalCode === null && this.#child.connected;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resident memory in bytes; 0 where the system has no /proc, so that only the time limit holds there. */
  residentBytes(): number {
    try {
      const resident = readFileSync(`/proc/${this.#child.pid}/statm`, 'utf8').split(' ')[1];
      return Number(resident ?? 0) * PAGE_BYTES;
    } catch {
      return 0;
    }
  }

  kill(): void {
    this.#killed = true;
    this.#child.kill('SIGKILL');
  }

  /** Kills the process and waits until it is gone. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#hold(true);
    this.kill();
    await gone;
  }

  /**
   * Runs one job within its limits.
   * @throws DocketError of the job itself, or `reading.timeout`, `reading.memory`, `reading.crashed`; the signal's reason
   */
  async run(job: ReaderJob, signal?: AbortSignal): Promise<Result> {
    this.#hold(true);
    try {
      await this.#ready;
      signal?.throwIfAborted();
      return await this.#ask(job, signal);
    } finally {
      this.#hold(false);
    }
  }

  #ask(job: ReaderJob, signal: AbortSignal | undefined): Promise<Result> {
    const { timeoutMs, memoryMb } = job.limits;
    return new Promise((resolve, reject) => {
      const child = this.#child;
      const delivered = new DeliveredPages();
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        clearInterval(watchdog);
        child.off('message', onMessage).off('exit', onExit);
        signal?.removeEventListener('abort', onAbort);
        settle();
      };
      const giveUp = (reason: unknown) => {
        this.kill();
        finish(() => reject(reason));
      };
      const onMessage = (reply: ReaderReply) => {
        if (reply.kind === 'pages') {
          timer.refresh();
          delivered.add(reply.pages);
        }
        if (reply.kind === 'read') finish(() => resolve(withPages(reply.reading, delivered.pages)));
        if (reply.kind === 'done') finish(() => resolve(reply.value));
        if (reply.kind === 'failed') {
          const options = reply.detail === undefined ? {} : { detail: reply.detail };
          finish(() => reject(new DocketError(reply.code, reply.message, options)));
        }
      };
      const onExit = (code: number | null, killed: NodeJS.Signals | null) =>
        finish(() => reject(this.#crash(`ended while it read the file (${killed ?? code})`)));
      const onAbort = () => giveUp(signal?.reason);
      const timer = setTimeout(
        () =>
          giveUp(new DocketError('reading.timeout', `No page was read within ${timeoutMs} ms; reading was stopped.`)),
        timeoutMs,
      );
      const watchdog = setInterval(() => {
        if (this.residentBytes() + delivered.bytes <= memoryMb * 1024 * 1024) return;
        giveUp(new DocketError('reading.memory', `Reading took more than ${memoryMb} MB of memory and was stopped.`));
      }, MEMORY_POLL_MS);
      child.on('message', onMessage).on('exit', onExit);
      signal?.addEventListener('abort', onAbort, { once: true });
      child.send(job, (error) => {
        if (error) giveUp(this.#crash('could not be reached', error));
      });
    });
  }

  #crash(what: string, cause?: unknown): DocketError {
    return new DocketError('reading.crashed', `The reader process ${what}.`, { detail: this.#stderr, cause });
  }

  /** An idle reader does not keep its parent alive. */
  #hold(busy: boolean): void {
    const handles = [this.#child, this.#child.channel, this.#child.stderr as { ref?(): void; unref?(): void } | null];
    for (const handle of handles) busy ? handle?.ref?.() : handle?.unref?.();
  }
}
