import type { Progress } from '../../deploy/local/progress.ts';

/** Passes on what supervision says and knows from it who ended by itself, and when a process that died is ready again. */
export class Comebacks implements Progress {
  readonly #progress: Progress;
  /** Processes that ended and that nobody had killed, a line each. */
  readonly unforeseen: string[] = [];
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(progress: Progress) {
    this.#progress = progress;
  }

  say(part: string, text: string): void {
    this.#progress.say(part, text);
    if (text.startsWith('ended') && !this.#waiting.has(part)) this.unforeseen.push(`${part} ${text}`);
    if (text !== 'running again') return;
    for (const resolve of this.#waiting.get(part) ?? []) resolve();
    this.#waiting.delete(part);
  }

  /** Resolves when the process is ready the next time. */
  next(part: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(part, [...(this.#waiting.get(part) ?? []), resolve]);
    });
  }
}
