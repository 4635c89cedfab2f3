import type { EngineFile, EngineRun, LoadKind } from './engine-run.ts';

/** What one document of a kind took and left behind, on the server with Postgres. */
export interface MeasuredDocument {
  /** The run that it is taken from. */
  run: EngineRun;
  /** Seconds of CPU by process. */
  cpuSeconds: Record<string, number>;
  temporalBytes: number;
  databaseBytes: number;
  walBytes: number;
  /** Without the document itself. */
  derivedBytes: number;
  /** Objects written to the blob store. */
  blobs: number;
  /** Entries of the audit chain. */
  chainEntries: number;
}

/** From the run with the most cases on Postgres, of these the one with the most workers; null where there is none. */
export function measuredDocument({ runs }: EngineFile, load: LoadKind): MeasuredDocument | null {
  const [run] = runs
    .filter((one) => one.server === 'postgres' && one.load === load)
    .toSorted((a, b) => b.cases - a.cases || b.workers - a.workers);
  if (run === undefined) return null;
  const { cases, cpuSeconds, bytes } = run;
  const names = new Set([...Object.keys(cpuSeconds.queue), ...Object.keys(cpuSeconds.drain)]);
  const perCase = (name: string) => ((cpuSeconds.queue[name] ?? 0) + (cpuSeconds.drain[name] ?? 0)) / cases;
  return {
    run,
    cpuSeconds: Object.fromEntries([...names].map((name) => [name, perCase(name)])),
    temporalBytes: bytes.temporal / cases,
    databaseBytes: bytes.database / cases,
    walBytes: bytes.wal / cases,
    derivedBytes: (bytes.blobs - bytes.sent) / cases,
    blobs: bytes.blobFiles / cases,
    chainEntries: run.chainEntries / cases,
  };
}
