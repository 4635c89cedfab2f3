import type { AssumptionName, AssumptionTable } from './assumptions.ts';
import { valuesOf } from './assumptions.ts';
import { type Capacity, capacityOf, type Money, type PoolName } from './capacity.ts';
import type { EngineFile, EngineRun } from './engine-run.ts';
import type { MeasuredDocument } from './measured-document.ts';
import { cpuPerCase } from './table.ts';

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const shown = (value: number): string => number.format(value);
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const seconds = (ms: number): string => shown(ms / 1000);
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly string[][]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

function ladder(runs: readonly EngineRun[]): string {
  const head = [
    ...['load', 'queued', 'server', 'workers', 'accepted/s', 'decided/s', 'p50 s', 'p95 s', 'all s', 'CPU ms a case'],
    ...['of it Temporal', 'of it its store', 'Temporal KB a case', 'history: events, bytes a case', 'load before'],
  ];
  const rows = runs
    .toSorted(
      (a, b) =>
        a.load.localeCompare(b.load) || a.cases - b.cases || a.server.localeCompare(b.server) || a.workers - b.workers,
    )
    .map((run) => {
      const cpu = cpuPerCase(run);
      const all = Object.values(cpu).reduce((sum, ms) => sum + ms, 0);
      return [
        ...[run.load, whole(run.cases), run.server, `${run.workers}`, shown(run.queueRate)],
        run.drainRate === null ? 'too soon to tell' : shown(run.drainRate),
        ...[seconds(run.sinceStartMs.p50), seconds(run.sinceStartMs.p95), shown(run.drainSeconds)],
        ...[shown(all), shown(cpu.temporal ?? 0)],
        run.server === 'sqlite' ? 'inside' : shown(cpu['postgres for temporal'] ?? 0),
        shown(run.bytes.temporal / run.cases / 1024),
        `${run.histories.eventsPerRun.p50}, ${whole(run.histories.bytesPerCase)}`,
        run.loadBefore.toFixed(1),
      ];
    });
  return table(head, rows);
}

function measured(documents: readonly (readonly [string, MeasuredDocument])[]): string {
  const names = [...new Set(documents.flatMap(([, { cpuSeconds }]) => Object.keys(cpuSeconds)))].toSorted();
  const line = (what: string, of: (one: MeasuredDocument) => string) => [what, ...documents.map(([, one]) => of(one))];
  return table(
    ['a document', ...documents.map(([name]) => name)],
    [
      line('from', ({ run }) => `${whole(run.cases)} cases, ${run.workers} workers`),
      ...names.map((name) => line(`CPU ms, ${name}`, ({ cpuSeconds }) => shown(1000 * (cpuSeconds[name] ?? 0)))),
      line('KB in Docket’s database', ({ databaseBytes }) => shown(databaseBytes / 1000)),
      line('KB in Temporal’s databases', ({ temporalBytes }) => shown(temporalBytes / 1000)),
      line('KB written ahead', ({ walBytes }) => shown(walBytes / 1000)),
      line('KB of blobs beside the document', ({ derivedBytes }) => shown(derivedBytes / 1000)),
      line('blobs', ({ blobs }) => shown(blobs)),
      line('entries of the audit chain', ({ chainEntries }) => shown(chainEntries)),
    ],
  );
}

const POOL_TITLES: Record<PoolName, string> = {
  service: 'API, Temporal workers with their readers, Temporal server, Redis',
  inference: 'inference, on processors',
  database: 'Postgres, of Docket and of Temporal; copies included',
};

function machines({ pools, gpuMachines }: Capacity): string {
  const rows = (Object.keys(POOL_TITLES) as PoolName[]).map((name) => {
    const { meanCores, peakCores, machines: count } = pools[name];
    return [POOL_TITLES[name], shown(meanCores), shown(peakCores), `${count}`];
  });
  return table(
    ['what', 'cores busy on average', 'cores for the peak', 'machines'],
    [...rows, ['inference, on GPUs instead (assumed, not measured)', '–', '–', `${gpuMachines}`]],
  );
}

function money(capacity: Capacity, documentsPerDay: number): string {
  const monthly = (documentsPerDay * 365) / 12;
  const line = (what: string, { machines: rented, storage, writes, total }: Money) => [
    what,
    ...[rented, storage, writes, total].map(whole),
    shown((1000 * total) / monthly),
  ];
  const { onProcessors, onGpus } = capacity.money;
  return table(
    ['US dollars a month', 'machines', 'storage', 'writes of blobs', 'all', 'a thousand documents'],
    [
      line('on processors, first month', onProcessors.first),
      line('on processors, all kept', onProcessors.full),
      line('on GPUs, first month', onGpus.first),
      line('on GPUs, all kept', onGpus.full),
    ],
  );
}

/** What the first month on processors comes to with one assumption halved or doubled, those that matter most first. */
function sensitivity(digital: MeasuredDocument, scan: MeasuredDocument | null, assumptions: AssumptionTable): string {
  const values = valuesOf(assumptions);
  const totalWith = (name: AssumptionName, factor: number) =>
    capacityOf(digital, scan, { ...values, [name]: values[name] * factor }).money.onProcessors.full.total;
  const rows = (Object.keys(assumptions) as AssumptionName[])
    .filter((name) => name !== 'utilisation' && name !== 'scannedShare')
    .map((name) => ({ name, half: totalWith(name, 0.5), double: totalWith(name, 2) }))
    .filter(({ half, double }) => half !== double)
    .toSorted((a, b) => Math.abs(b.double - b.half) - Math.abs(a.double - a.half))
    .slice(0, 8)
    .map(({ name, half, double }) => [`\`${name}\``, whole(half), whole(double)]);
  return table(['assumption', 'halved', 'doubled'], rows);
}

/** `docs/capacity.md`: how the engine grows, as measured, and what a million documents a day would take. */
export function capacityPage(
  file: EngineFile,
  documents: { digital: MeasuredDocument; scan: MeasuredDocument | null },
  assumptions: AssumptionTable,
): string {
  const { digital, scan } = documents;
  const { machine } = file;
  const values = valuesOf(assumptions);
  const capacity = capacityOf(digital, scan, values);
  const { volumes } = capacity;
  const columns: (readonly [string, MeasuredDocument])[] = [
    ['invoice as PDF with text', digital],
    ...(scan === null ? [] : [['invoice as a picture', scan] as const]),
  ];
  const withoutScans =
    scan === null
      ? '\nNo scans were measured (`--load scans`), so every document counts as one with text here: the cores of reading and inference are too low for whoever receives pictures.\n'
      : '';
  return `# How it grows, and what a million documents a day take

Generated by \`npm run bench:cost -- --docs\` from what \`npm run bench:engine -- --json bench/engine/measured.json\` measured, and from the
assumptions in \`bench/engine/assumptions.json\`. ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}, ${machine.postgres},
Temporal server ${machine.temporal}: everything, the sender too, on this one machine.

## The engine, measured

Cases are sent through the API while no Temporal worker runs; then so many worker processes decide them. Every row began with new, empty
engines. *decided/s* is between the 10th and the 90th percent (above cases by *all s* where most are read before the first is decided);
*p50*, *p95* and *all* count from the start of the workers to the decision; CPU is of all processes, from the first post until the histories
are exported. *load before* says how busy the machine was, with the run before or with other work: where it is high, rates and times are
too low, CPU a case holds.

${ladder(file.runs)}

![Cases decided a second by the number of workers](figures/engine-rate.svg)

![Milliseconds of CPU a case by process](figures/engine-cpu.svg)

## One document, measured

${measured(columns)}

## Assumed

Nobody measured these. Change \`bench/engine/assumptions.json\` to your own and run \`npm run bench:cost\`.

${table(
  ['name', 'value', 'unit', 'why'],
  Object.entries(assumptions).map(([name, { value, unit, why }]) => [`\`${name}\``, shown(value), unit, why]),
)}

## A million documents a day
${withoutScans}
At the peak ${shown(capacity.peakPerSecond)} documents a second arrive. Cores = documents a second × CPU a document × \`coreFactor\`; for the
peak × \`peakFactor\` ÷ \`utilisation\`; machines are whole, with \`spareMachines\` more.

${machines(capacity)}

${table(
  ['stored', 'GB more a month', 'GB when all is kept'],
  [
    [
      'documents, readings, histories (object storage)',
      whole(volumes.documents.monthlyGigabytes),
      whole(volumes.documents.fullGigabytes),
    ],
    ['Docket’s database, one copy', whole(volumes.database.monthlyGigabytes), whole(volumes.database.fullGigabytes)],
    ['Temporal’s databases, one copy', '–', whole(volumes.temporal.fullGigabytes)],
    ['write-ahead log (object storage)', '–', whole(volumes.wal.fullGigabytes)],
  ],
)}

${money(capacity, values.documentsPerDay)}

What matters most, by the money of a month on processors when all is kept:

${sensitivity(digital, scan, assumptions)}

## The one queue that more machines do not shorten

The audit chain: every entry follows the one before, so it grows with no number of processes. At the peak ${shown(capacity.chainPerSecond)} entries a second
come; alone on this machine it took ${shown(file.chain.entriesPerSecond)} (${file.chain.writers} writers, ${file.chain.seconds} s, one entry a transaction).

## What this leaves out

People: what waits for a review costs more than all of the above. Larger models: none is asked. Traffic out of a cloud, monitoring, and the
hands that run it. That CPU a case stays the same on more machines: one Postgres writes for all, and at the
peak it must keep up; the first table shows how far one machine came. One Temporal server process is measured, not a
cluster of them.
`;
}
