import { SHELF } from './thread/file-shelf.ts';

/** Removes the models that this browser keeps. */
export async function forgetDevice(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(SHELF);
}
