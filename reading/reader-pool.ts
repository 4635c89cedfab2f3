import { availableParallelism } from 'node:os';
import type { ReaderJob, ReaderResults } from './reader-messages.ts';
import { ReaderProcess } from './reader-process.ts';

/** Optical recognition uses two threads a reader, so more readers than half the cores would only wait for each other. */
const MAX_READERS = Math.max(2, Math.floor(availableParallelism() / 2));
/** A reader that kept more than this share of its memory limit after a file makes room for a fresh one. */
const RECYCLE_SHARE = 0.6;

const readers = new Set<ReaderProcess>();
const idle: ReaderProcess[] = [];
const waiting: ((reader: ReaderProcess) => void)[] = [];

function start(): ReaderProcess {
  const reader = new ReaderProcess();
  readers.add(reader);
  return reader;
}

function borrow(): ReaderProcess | Promise<ReaderProcess> {
  for (let reader = idle.pop(); reader; reader = idle.pop()) {
    if (reader.alive) return reader;
    readers.delete(reader);
  }
  if (readers.size < MAX_READERS) return start();
  return new Promise((resolve) => waiting.push(resolve));
}

function giveBack(reader: ReaderProcess, memoryMb: number): void {
  const bloated = reader.residentBytes() > memoryMb * 1024 * 1024 * RECYCLE_SHARE;
  if (bloated) reader.kill();
  const usable = reader.alive && !bloated;
  if (!usable) readers.delete(reader);
  const next = waiting.shift();
  if (next) next(usable ? reader : start());
  else if (usable) idle.push(reader);
}

/** Runs a job in a warm reader process, waiting for one where all are busy. */
export async function runInReader<K extends ReaderJob['kind']>(
  job: Extract<ReaderJob, { kind: K }>,
  signal?: AbortSignal,
): Promise<ReaderResults[K]> {
  const reader = await borrow();
  try {
    return (await reader.run(job, signal)) as ReaderResults[K];
  } finally {
    giveBack(reader, job.limits.memoryMb);
  }
}

/** Starts one reader ahead of the first file, so that it does not wait for the process to come up. */
export function warmReaders(): void {
  if (readers.size === 0) idle.push(start());
}

/** Ends every reader process. Files in work fail with `reading.crashed`. */
export async function closeReaders(): Promise<void> {
  const ending = [...readers];
  readers.clear();
  idle.length = 0;
  await Promise.all(ending.map((reader) => reader.end()));
}
