import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MIX } from '../../bench/load/requests.ts';
import { buildWhenStale } from '../../deploy/local/build-when-stale.ts';
import { printProgress } from '../../deploy/local/progress.ts';
import { seededRandom } from '../../models/desk-training/seeded-random.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import type { Injected } from './injector.ts';
import { faultPlan } from './plan.ts';
import { allPoints } from './points.ts';
import { intoPage, reportLines } from './report.ts';
import { runChaos } from './run-chaos.ts';

/**
 * `npm run chaos [-- --cases 500] [--minutes 20] [--seed 1] [--report docs/chaos.md] [--json FILE] [--keep]`: the whole
 * service with so many cases in flight while its processes are killed, at every chosen point and at random, for at
 * least so many minutes. Exits with 1 where a promise is broken. `--keep` leaves the data folder with its logs.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '500' },
    minutes: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    report: { type: 'string' },
    json: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});

/** The time for faults is stretched to at most so much of it where points are still to be reached. */
const STRETCH = 3;
const SETTLE_MS = 30 * 60_000;
const RECEIVER_FAILURES = 2;
const PROBLEMS_SHOWN = 20;

const [inFlight, minutes, seed] = [Number(values.cases), Number(values.minutes), Number(values.seed)];
const progress = printProgress();
await buildWhenStale({ progress });
const dataDir = mkdtempSync(join(tmpdir(), 'docket-chaos-'));
const began = Date.now();
const load = loadavg()[0] ?? 0;

function isEnough(log: readonly Injected[]): boolean {
  const last = log.at(-1);
  if (last !== undefined) progress.say('chaos', `${log.length}. ${described(last)}`);
  const passed = (Date.now() - began) / 60_000;
  const reached = new Set(
    log.flatMap(({ fault, at }) => (fault.kind === 'point' && at !== null ? [key(fault.point)] : [])),
  );
  return passed >= minutes * STRETCH || (passed >= minutes && reached.size === allPoints.length);
}

const key = ({ write, way }: { write: string; way: string }): string => `${write}: ${way}`;

function described({ fault, victim, at, backAt }: Injected): string {
  const what = {
    point: () => (fault.kind === 'point' ? key(fault.point) : ''),
    random: () => 'at random',
    receiver: () => 'receiver restarted',
  }[fault.kind]();
  if (at === null) return `${what}: not reached`;
  return victim === null || backAt === null
    ? what
    : `${what}; ${victim} ready again after ${((backAt - at) / 1000).toFixed(1)} s`;
}

try {
  const result = await runChaos({
    dataDir,
    seed,
    inFlight,
    mix: MIX,
    faults: faultPlan(seededRandom(seed)),
    until: isEnough,
    receiverFailures: RECEIVER_FAILURES,
    settleMs: SETTLE_MS,
    progress,
  });
  const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, load before ${load.toFixed(1)}`;
  const command = `npm run chaos -- --cases ${inFlight} --minutes ${minutes} --seed ${seed}`;
  const lines = reportLines(result, { command, machine, minutes: (Date.now() - began) / 60_000 });
  console.log(`\n${lines.join('\n')}`);
  for (const { name, problems } of result.verdicts) {
    for (const problem of problems.slice(0, PROBLEMS_SHOWN)) console.error(`${name}: ${problem}`);
    if (problems.length > PROBLEMS_SHOWN) console.error(`${name}: and ${problems.length - PROBLEMS_SHOWN} more`);
  }
  if (values.report !== undefined) intoPage(join(packageRoot, values.report), lines);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
  if (result.verdicts.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
} finally {
  if (values.keep) console.log(`State and logs: ${dataDir}`);
  else rmSync(dataDir, { recursive: true, force: true });
}
