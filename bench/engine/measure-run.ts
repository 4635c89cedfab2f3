import { loadavg } from 'node:os';
import { Pool } from 'pg';
import { type Decision, decisions, untilDecided, untilExported } from './drain.ts';
import { type EngineRun, type LoadKind, spreadOf } from './engine-run.ts';
import { historySizes } from './history-sizes.ts';
import type { Usage } from './process-usage.ts';
import { sendCases } from './send.ts';
import { redisPeak, storeSizes } from './store-sizes.ts';
import type { BenchSystem } from './system.ts';

/** Points of a curve: enough to draw it. */
const CURVE_POINTS = 60;
/** The decisions between these shares of all are those at full speed. */
const [STEADY_FROM, STEADY_TO] = [0.1, 0.9];
const MEMORY_EVERY_MS = 5000;

type PerProcess = Record<string, number>;

/** `temporal-worker-1`, `temporal-worker-2` … are one kind of process. */
const kindOf = (label: string): string => label.replace(/-\d+$/, '');

function byKind(usage: Readonly<Record<string, number>>): PerProcess {
  const sums: PerProcess = {};
  for (const [label, value] of Object.entries(usage)) sums[kindOf(label)] = (sums[kindOf(label)] ?? 0) + value;
  return sums;
}

/** CPU between two looks; what was not there at the first began with none. */
const cpuBetween = (from: Record<string, Usage>, to: Record<string, Usage>): PerProcess =>
  byKind(
    Object.fromEntries(
      Object.entries(to).map(([label, { cpuSeconds }]) => [label, cpuSeconds - (from[label]?.cpuSeconds ?? 0)]),
    ),
  );

/** Queues cases with no Temporal worker there, then lets `workers` decide them. `system` is new and empty. */
export async function measureRun(
  system: BenchSystem,
  { load, cases, workers }: { load: LoadKind; cases: number; workers: number },
  say: (text: string) => void,
): Promise<Omit<EngineRun, 'server'>> {
  const database = new Pool({ connectionString: system.databaseUrl, max: 2 }).on('error', () => {});
  const [at, loadBefore] = [new Date().toISOString(), loadavg()[0] ?? 0];
  const memory: PerProcess = {};
  let lookedAt = 0;
  const noteMemory = (): void => {
    if (Date.now() - lookedAt < MEMORY_EVERY_MS) return;
    lookedAt = Date.now();
    const bytes = Object.entries(system.usage()).map(([label, usage]) => [label, usage.memoryBytes]);
    for (const [kind, value] of Object.entries(byKind(Object.fromEntries(bytes))))
      memory[kind] = Math.max(memory[kind] ?? 0, value);
  };
  try {
    const sizesBefore = await storeSizes(database, system);
    const empty = system.usage();
    const queueing = performance.now();
    const sent = await sendCases(system.service, load, cases);
    const queueSeconds = (performance.now() - queueing) / 1000;
    const queued = system.usage();
    say(`${cases} queued in ${queueSeconds.toFixed(1)} s`);

    await system.startWorkers(workers);
    const startedAt = Date.now();
    // The workers' own start is not the work: each counts from here, the other processes from the queued state.
    const ready = { ...system.usage(), ...queued };
    const curve: [number, number][] = [];
    await untilDecided(database, cases, (decided) => {
      curve.push([(Date.now() - startedAt) / 1000, decided]);
      noteMemory();
    });
    const decided = await decisions(database);
    const drainMs = Math.max(...decided.map(({ decidedAt }) => decidedAt)) - startedAt;
    say(`decided in ${(drainMs / 1000).toFixed(1)} s`);
    const exportMs = await untilExported(database, drainMs);
    const done = system.usage();
    const sizes = await storeSizes(database, system);
    return {
      load,
      cases,
      workers,
      at,
      loadBefore,
      queueRate: cases / queueSeconds,
      drainSeconds: drainMs / 1000,
      drainRate: steadyRate(decided, startedAt),
      sinceStartMs: spreadOf(decided.map(({ decidedAt }) => Math.max(0, decidedAt - startedAt))),
      ageMs: spreadOf(decided.map(({ decidedAt, arrivedAt }) => decidedAt - arrivedAt)),
      states: Object.fromEntries(
        [...Map.groupBy(decided, ({ state }) => state)].map(([state, list]) => [state, list.length]),
      ),
      exportSeconds: exportMs === null ? null : exportMs / 1000,
      cpuSeconds: { queue: cpuBetween(empty, queued), drain: cpuBetween(ready, done) },
      memoryBytes: memory,
      bytes: {
        temporal: sizes.temporal - sizesBefore.temporal,
        database: sizes.database - sizesBefore.database,
        blobs: sizes.blobs - sizesBefore.blobs,
        blobFiles: sizes.blobFiles - sizesBefore.blobFiles,
        sent,
        wal: sizes.wal - sizesBefore.wal,
        redis: await redisPeak(system.redisUrl),
      },
      chainEntries: await chainEntries(database),
      histories: await historySizes(database, system.temporalAddress, cases),
      curve: thinned(curve),
    };
  } finally {
    await database.end();
  }
}

async function chainEntries(database: Pool): Promise<number> {
  const { rows } = await database.query<{ entries: number }>(
    "select count(*)::int as entries from audit_entries where action like 'case.%' or action = 'history.exported'",
  );
  return rows[0]?.entries ?? 0;
}

/** Cases a second at full speed; null where that was over before all workers were there. */
function steadyRate(decided: readonly Decision[], startedAt: number): number | null {
  const [from, to] = [Math.floor(STEADY_FROM * decided.length), Math.floor(STEADY_TO * decided.length) - 1];
  const [first, last] = [decided[from]?.decidedAt ?? Number.NaN, decided[to]?.decidedAt ?? Number.NaN];
  if (first >= startedAt) return last > first ? ((to - from) * 1000) / (last - first) : null;
  const since = decided.filter(({ decidedAt }) => decidedAt >= startedAt && decidedAt <= last).length;
  const mostWereBefore = since < (to - from) / 2;
  return mostWereBefore || last <= startedAt ? null : (since * 1000) / (last - startedAt);
}

function thinned(curve: readonly [number, number][]): [number, number][] {
  const step = Math.max(1, Math.ceil(curve.length / CURVE_POINTS));
  return curve.filter((_, index) => index % step === 0 || index === curve.length - 1);
}
