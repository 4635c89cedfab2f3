import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

export interface Loop {
  /** Resolves when the round under way has ended. */
  stop(): Promise<void>;
}

const LONGEST_PAUSE_MS = 30_000;

/**
 * Runs `round` until stopped: at once again while it says that there is more, else after `pauseMs`. A round that fails
 * is logged and tried again after longer and longer pauses.
 */
export function repeat(name: string, round: () => Promise<{ more: boolean }>, pauseMs: number, log: Logger): Loop {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      let pause = pauseMs;
      try {
        const { more } = await round();
        failures = 0;
        if (more) pause = 0;
      } catch (error) {
        failures += 1;
        pause = Math.min(pauseMs * 2 ** failures, LONGEST_PAUSE_MS);
        log.warn({ err: error, loop: name, failures }, 'a round failed; trying again');
      }
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
