import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, type ChildSpec, startChild } from './child.ts';
import type { Setting } from './setting.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A child that ran this long was healthy: the next pause is short again. */
const HEALTHY_MS = 60_000;

export interface Supervised {
  readonly pid: number;
  stop(): Promise<void>;
  kill(): void;
}

/** Starts a child and starts it again when it ends by itself or hangs, with growing pauses, until it is stopped. */
export async function supervise(
  spec: ChildSpec,
  { progress, stopping: calledOff }: Pick<Setting, 'progress' | 'stopping'>,
): Promise<Supervised> {
  let child: Child = await startChild(spec, calledOff);
  const stopping = new AbortController();

  const watch = async (): Promise<void> => {
    let pause = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      const since = Date.now();
      void watchPulse(child, spec, progress, stopping.signal);
      const { code, signal } = await child.exited;
      if (stopping.signal.aborted) return;
      if (Date.now() - since > HEALTHY_MS) pause = FIRST_PAUSE_MS;
      progress.say(spec.name, `ended (${signal ?? `exit ${code}`}); starting it again in ${pause / 1000} s`);
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      if (stopping.signal.aborted) return;
      try {
        child = await startChild(spec, stopping.signal);
        progress.say(spec.name, 'running again');
      } catch (error) {
        progress.say(spec.name, error instanceof Error ? error.message : String(error));
      }
    }
  };
  const watching = watch();

  return {
    get pid() {
      return child.pid;
    },
    async stop() {
      stopping.abort();
      await child.stop();
      await watching;
      await child.stop();
    },
    kill() {
      stopping.abort();
      child.kill();
    },
  };
}

/** Ends a child that hangs: it would not end in order. */
async function watchPulse(
  child: Child,
  { name, pulse }: ChildSpec,
  progress: Setting['progress'],
  stopping: AbortSignal,
): Promise<void> {
  if (pulse === undefined) return;
  const gone = new AbortController();
  void child.exited.then(() => gone.abort());
  const over = AbortSignal.any([gone.signal, stopping]);
  for (let missed = 0; missed < pulse.misses; ) {
    await sleep(pulse.everyMs, undefined, { signal: over }).catch(() => {});
    const beats = over.aborted || (await pulse.beats(child.said));
    if (over.aborted) return;
    missed = beats ? 0 : missed + 1;
  }
  progress.say(name, `has not answered ${pulse.misses} times in a row; ending it`);
  child.kill();
}
