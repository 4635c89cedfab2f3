import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhenStale } from '../../deploy/local/build-when-stale.ts';
import { printProgress } from '../../deploy/local/progress.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { figures } from './figures.ts';
import { page } from './page.ts';
import { beginRecord, readRecord } from './record.ts';
import { soak } from './soak.ts';

/**
 * `npm run soak [-- --minutes 60] [--load 0.7] [--seed 1] [--report docs/soak.md] [--record FILE] [--capacity CASES_A_SECOND] [--remark TEXT]`:
 * measures what the service can do, offers that share of it for so long and watches memory, sizes and times. Every sample
 * is added to the record at once; Ctrl-C ends the load early, the rest goes on as after the full time. `--from FILE`
 * only writes the report of a record. Figures come to lie in `figures/` beside the report. `--remark` says in it what the
 * figures cannot, such as other work on the machine.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    load: { type: 'string', default: '0.7' },
    seed: { type: 'string', default: '1' },
    capacity: { type: 'string' },
    report: { type: 'string' },
    record: { type: 'string', default: join(tmpdir(), `docket-soak-${process.pid}.jsonl`) },
    from: { type: 'string' },
    remark: { type: 'string' },
  },
});

const progress = printProgress();

async function run(record: string): Promise<void> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  process.once('SIGTERM', () => stopping.abort());
  const [minutes, share, seed] = [Number(values.minutes), Number(values.load), Number(values.seed)];
  const load = (loadavg()[0] ?? 0).toFixed(1);
  await buildWhenStale({ progress, stopping: stopping.signal });
  const dataDir = mkdtempSync(join(tmpdir(), 'docket-soak-'));
  const settings = {
    dataDir,
    command: `npm run soak -- --minutes ${minutes} --load ${share} --seed ${seed}`,
    machine: `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, load before ${load}`,
    minutes,
    share,
    seed,
    capacity: values.capacity === undefined ? null : Number(values.capacity),
    stopping: stopping.signal,
    progress,
  };
  progress.say('soak', `adds every sample to ${record}`);
  try {
    await soak(settings, beginRecord(record));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

if (values.from === undefined) await run(values.record);
const record = readRecord(values.from ?? values.record);
const text = page(record, values.remark);
console.log(`\n${text}`);
if (values.report !== undefined) {
  writeFileSync(join(packageRoot, values.report), text);
  for (const [name, svg] of Object.entries(figures(record))) {
    writeFileSync(join(packageRoot, dirname(values.report), 'figures', `soak-${name}.svg`), svg);
  }
}
if (record.end?.verdicts.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
