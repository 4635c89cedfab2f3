import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../store/database.ts';
import type { Clients } from './clients.ts';
import type { LoadRequest } from './requests.ts';
import { settledCount } from './settle.ts';

const SENDERS = 8;
const COUNT_MS = 300;

export interface InFlight {
  /** Most cases that were in flight at once so far. */
  most(): number;
  /** Resolves when every request that was sent is answered. */
  ended: Promise<unknown>;
}

/**
 * Keeps so many cases in flight until `load` is aborted: closed loop. Requests that are under way then are sent on until
 * they are answered, or `all` is aborted.
 */
export function keepInFlight(
  { db, clients, next }: { db: Database; clients: Clients; next(): Promise<LoadRequest> },
  inFlight: number,
  { load, all }: { load: AbortSignal; all: AbortSignal },
): InFlight {
  let handedIn = 0;
  let settled = 0;
  let settledBefore: number | null = null;
  let most = 0;
  const isFull = () => handedIn - settled >= inFlight;
  const count = async (): Promise<void> => {
    const now = await settledCount(db).catch(() => null);
    if (now === null) return;
    settledBefore ??= now;
    settled = now - settledBefore;
    most = Math.max(most, handedIn - settled);
  };
  const counting = async (): Promise<void> => {
    for (; !load.aborted; await sleep(COUNT_MS)) await count();
  };
  const sender = async (): Promise<void> => {
    while (!load.aborted) {
      if (settledBefore === null || isFull()) {
        await sleep(COUNT_MS);
        continue;
      }
      const request = await next();
      handedIn += request.cases;
      await clients.send(request, all);
    }
  };
  return { most: () => most, ended: Promise.all([counting(), ...Array.from({ length: SENDERS }, sender)]) };
}
