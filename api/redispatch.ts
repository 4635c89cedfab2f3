import type { Logger } from 'pino';
import { dropOldKeys } from '../store/idempotency.ts';
import { arrivalsToStart, markBatchStarted, markStarted } from '../store/starts.ts';
import { type Receiving, startCase } from './receive.ts';

/** Longer than any request takes between storing a case and starting it. */
const STRANDED_MS = 15_000;
const PAUSE_MS = 5000;
const CASES_A_ROUND = 100;
const ROUNDS_BETWEEN_CLEANING = 720;

/** Starts cases that were stored but that no workflow took, as after a crash in between. @returns how many */
export async function redispatch(deps: Receiving, strandedMs: number = STRANDED_MS): Promise<number> {
  const { cases, batches } = await arrivalsToStart(deps.db, strandedMs, CASES_A_ROUND);
  for (const one of cases) {
    await startCase(deps, one);
    await markStarted(deps.db, [one.id]);
  }
  for (const batch of batches) {
    await deps.workflows.startBatch(batch);
    await markBatchStarted(deps.db, batch.id);
  }
  return cases.length + batches.length;
}

/** Does so every few seconds until `stop`, and drops idempotency keys that are out of date. */
export function startRedispatcher(deps: Receiving, log: Logger): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let rounds = 0;
  const round = async (): Promise<void> => {
    try {
      const started = await redispatch(deps);
      if (started > 0) log.info({ started }, 'started cases that were left over');
      if (rounds % ROUNDS_BETWEEN_CLEANING === 0) await dropOldKeys(deps.db);
      rounds += 1;
    } catch (error) {
      log.warn({ err: error }, 'left-over cases could not be started yet');
    }
    if (!isStopped) timer = setTimeout(next, PAUSE_MS);
  };
  let running = Promise.resolve();
  const next = (): void => {
    running = round();
  };
  next();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
