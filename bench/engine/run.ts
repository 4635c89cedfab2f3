import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { buildWhenStale } from '../../deploy/local/build-when-stale.ts';
import { postgresProgram } from '../../deploy/local/postgres-program.ts';
import { printProgress } from '../../deploy/local/progress.ts';
import { SERVER_VERSION } from '../../deploy/local/temporal-build.ts';
import { closeReaders } from '../../reading/read-document.ts';
import { chainLimit } from './chain-limit.ts';
import { type EngineFile, type EngineRun, engineFile, keyOf, loads, type MachineFacts, servers } from './engine-run.ts';
import { measureRun } from './measure-run.ts';
import { startSystem } from './system.ts';
import { printRun } from './table.ts';

/**
 * `npm run bench:engine -- [--json F] [--server sqlite,postgres] [--load bulk,tickets,documents,scans] [--cases 1000,10000,100000]
 * [--workers 1,2,4] [--inference-workers N] [--shards N]`: how fast cases that are queued are decided, and what that costs.
 * Every run has new, empty engines. `--json` is rewritten after each run; runs that it holds already are not made again.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    server: { type: 'string', default: servers.join(',') },
    load: { type: 'string', default: 'bulk,tickets,documents' },
    cases: { type: 'string', default: '1000' },
    workers: { type: 'string', default: '1,2,4' },
    'inference-workers': { type: 'string', default: '1' },
    shards: { type: 'string' },
  },
});

/** @throws Error that names the option and what it takes */
function listed<T extends string>(option: string, given: string, known: readonly T[]): T[] {
  const names = given.split(',').map((name) => name.trim());
  const found = known.filter((name) => names.includes(name));
  if (found.length === names.length) return found;
  throw new Error(`--${option} takes ${known.join(', ')}, separated by commas; not "${given}"`);
}

function counts(option: string, given: string): number[] {
  const numbers = given.split(',').map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw new Error(`--${option} takes whole numbers above 0, separated by commas; not "${given}"`);
}

const wanted = {
  servers: listed('server', values.server, servers),
  loads: listed('load', values.load, loads),
  cases: counts('cases', values.cases),
  workers: counts('workers', values.workers),
};
const [inferenceWorkers = 1] = counts('inference-workers', values['inference-workers']);
const [historyShards] = values.shards === undefined ? [] : counts('shards', values.shards);

const machine: MachineFacts = {
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 1e9),
  node: process.version,
  postgres: (await postgresProgram('')).how,
  temporal: SERVER_VERSION,
};
const known = earlier(values.json, machine);
console.log(`${machine.cpu}, ${machine.cores} cores, ${machine.postgres}, Temporal server ${machine.temporal}`);
const progress = printProgress();
await buildWhenStale({ progress });
const kept: EngineFile = known ?? { machine, chain: await chainLimit(), runs: [] };
console.log(`the audit chain alone takes ${kept.chain.entriesPerSecond.toFixed(0)} entries a second`);

for (const load of wanted.loads)
  for (const cases of wanted.cases)
    for (const server of wanted.servers)
      for (const workers of wanted.workers) {
        const asked = { server, load, cases, workers };
        if (kept.runs.some((run) => keyOf(run) === keyOf(asked))) continue;
        const run = await oneRun(asked);
        kept.runs.push(run);
        printRun(run);
        if (values.json !== undefined) write(values.json, kept);
      }
await closeReaders();

async function oneRun(asked: Pick<EngineRun, 'server' | 'load' | 'cases' | 'workers'>): Promise<EngineRun> {
  const say = (text: string) => progress.say(keyOf(asked), text);
  const system = await startSystem({
    server: asked.server,
    inferenceWorkers,
    ...(historyShards !== undefined && { historyShards }),
  });
  const end = (): never => {
    system.kill();
    rmSync(system.dataDir, { recursive: true, force: true, maxRetries: 10 });
    process.exit(130);
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  let keep = true;
  try {
    const run = { server: asked.server, ...(await measureRun(system, asked, say)) };
    keep = false;
    return run;
  } finally {
    process.removeListener('SIGINT', end).removeListener('SIGTERM', end);
    if (keep) say(`failed; its logs and state are kept in ${system.dataDir}`);
    await system.stop({ keep });
  }
}

/** @throws Error where the file is of another machine: its runs cannot be held beside these */
function earlier(file: string | undefined, here: MachineFacts): EngineFile | undefined {
  if (file === undefined || !existsSync(file)) return undefined;
  const found = engineFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (JSON.stringify(found.machine) === JSON.stringify(here)) return found;
  throw new Error(
    `${file} has runs of another machine or other versions (${JSON.stringify(found.machine)}); name a new file`,
  );
}

function write(file: string, content: EngineFile): void {
  writeFileSync(`${file}.making`, `${JSON.stringify(content, null, 1)}\n`);
  renameSync(`${file}.making`, file);
}
