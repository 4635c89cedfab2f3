import { fork } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isExecutableFile } from './find-program.ts';
import { waitUntil } from './wait-until.ts';

/** A download that brings nothing for this long is given up: there is no network, or one that swallows it. */
const STALLED_MS = 20_000;
const LONGEST_MS = 10 * 60_000;

/** The program that an earlier download left in `folder`. */
export function downloadedTemporal(folder: string): string | undefined {
  return entries(folder)
    .filter((name) => name.startsWith('temporal-cli-') && !name.endsWith('.downloading'))
    .map((name) => join(folder, name))
    .find(isExecutableFile);
}

/** Lets the SDK download its development server, in a process of its own, since the SDK cannot give up a download. */
export async function downloadTemporal(
  folder: string,
  stopping?: AbortSignal,
): Promise<{ program?: string; problem?: string }> {
  mkdirSync(folder, { recursive: true });
  const script = fileURLToPath(new URL('./temporal-download-process.ts', import.meta.url));
  const child = fork(script, [folder], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let ended = false;
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    complaint += chunk;
  });
  child.once('close', () => {
    ended = true;
  });
  child.once('error', (error) => {
    ended = true;
    complaint = error.message;
  });

  let size = 0;
  let grewAt = Date.now();
  await waitUntil(() => {
    const now = bytesIn(folder);
    if (now !== size) grewAt = Date.now();
    size = now;
    return ended || stopping?.aborted || Date.now() - grewAt > STALLED_MS;
  }, LONGEST_MS);
  if (!ended) {
    child.kill('SIGKILL');
    return { problem: `nothing arrived within ${STALLED_MS / 1000} s` };
  }
  const program = downloadedTemporal(folder);
  if (program !== undefined) return { program };
  return { problem: complaint.trim().split('\n').at(-1) ?? 'nothing was downloaded' };
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function bytesIn(folder: string): number {
  return entries(folder)
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}
