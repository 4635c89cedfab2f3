import type { EngineRun } from './engine-run.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const rounded = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/** Milliseconds of CPU a case of each process, queueing and deciding together. */
export function cpuPerCase({ cpuSeconds, cases }: Pick<EngineRun, 'cpuSeconds' | 'cases'>): Record<string, number> {
  const names = new Set([...Object.keys(cpuSeconds.queue), ...Object.keys(cpuSeconds.drain)]);
  return Object.fromEntries(
    [...names].map((name) => [name, (1000 * ((cpuSeconds.queue[name] ?? 0) + (cpuSeconds.drain[name] ?? 0))) / cases]),
  );
}

export function printRun(run: EngineRun): void {
  const { server, load, cases, workers, drainRate, sinceStartMs, bytes, histories } = run;
  const cpu = Object.entries(cpuPerCase(run)).toSorted(([, a], [, b]) => b - a);
  const kilobytes = (value: number) => `${rounded(value / cases / 1024)} KB`;
  console.log(`\n${load}, ${cases} cases, ${server}, ${workers} worker(s); load before ${run.loadBefore.toFixed(1)}`);
  console.log(
    `  accepted ${rounded(run.queueRate)}/s, decided ${drainRate === null ? 'too soon to tell' : `${rounded(drainRate)}/s`}; since the workers came p50 ${seconds(sinceStartMs.p50)}, p95 ${seconds(sinceStartMs.p95)}; histories exported ${run.exportSeconds === null ? 'not in time' : `${run.exportSeconds.toFixed(1)} s later`}`,
  );
  console.log(
    `  states ${Object.entries(run.states)
      .map(([state, count]) => `${state} ${count}`)
      .join(', ')}`,
  );
  console.log(`  CPU ms a case: ${cpu.map(([name, ms]) => `${name} ${rounded(ms)}`).join(', ')}`);
  console.log(
    `  a case: Temporal ${kilobytes(bytes.temporal)}, database ${kilobytes(bytes.database)}, blobs ${kilobytes(bytes.blobs)}, written ahead ${kilobytes(bytes.wal)}, history ${rounded(histories.bytesPerCase)} bytes (${histories.eventsPerRun.p50} events a run)`,
  );
}
