import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/** Asks again until `condition` holds. @returns false when it did not within `limitMs`. */
export async function waitUntil(
  condition: () => Promise<boolean | undefined> | boolean | undefined,
  limitMs: number,
): Promise<boolean> {
  const end = Date.now() + limitMs;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() >= end) return false;
    await sleep(POLL_MS);
  }
}
