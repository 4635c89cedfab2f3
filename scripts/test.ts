import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhenStale } from '../deploy/local/build-when-stale.ts';
import { providePostgres } from '../deploy/local/postgres.ts';
import { printProgress } from '../deploy/local/progress.ts';
import type { Provided } from '../deploy/local/provided.ts';
import { provideRedis } from '../deploy/local/redis.ts';
import { provideTemporal } from '../deploy/local/temporal.ts';
import { parseConfig } from '../schemas/config.ts';
import { packageRoot } from '../schemas/package-root.ts';
import { installTestPrograms } from './test-programs.ts';

/**
 * All tests with the real engines, started once for all files: `npm test [-- FILE…]`. Exits as the tests do.
 * Two files at a time: each may run a browser or models of its own.
 */
const CONCURRENCY = 2;

/** A test that does not end fails. A file whose tests are over is ended, also where a failed one left a connection open. */
const TEST_TIMEOUT_MS = 10 * 60_000;

async function runTests(files: readonly string[]): Promise<number> {
  const progress = printProgress();
  const dataDir = await mkdtemp(join(tmpdir(), 'docket-test-'));
  const config = parseConfig({
    DOCKET_CACHE_DIR: process.env.DOCKET_CACHE_DIR,
    TEMPORAL_ADDRESS: process.env.DOCKET_TEST_TEMPORAL_ADDRESS,
    REDIS_URL: process.env.DOCKET_TEST_REDIS_URL,
    DATABASE_URL: process.env.DOCKET_TEST_DATABASE_URL,
  });
  const options = { config, dataDir, progress };
  const started: Provided[] = [];
  const start = async (provided: Promise<Provided>): Promise<string> => {
    const engine = await provided;
    started.push(engine);
    return engine.address;
  };
  try {
    await installTestPrograms(progress);
    await buildWhenStale({ progress });
    const [temporal, redis, postgres] = await Promise.all([
      start(provideTemporal({ ...options, ports: { temporal: 0, temporalUi: 0 } })),
      start(provideRedis({ ...options, port: 0 })),
      start(providePostgres({ ...options, port: 0 })),
    ]);
    progress.say('tests', 'engines are ready');
    return await nodeTest(files, {
      DOCKET_TEST_TEMPORAL_ADDRESS: temporal,
      DOCKET_TEST_REDIS_URL: redis,
      DOCKET_TEST_DATABASE_URL: postgres,
    });
  } finally {
    await Promise.all(started.map((engine) => engine.stop()));
    await rm(dataDir, { recursive: true, force: true });
  }
}

function nodeTest(files: readonly string[], env: Record<string, string>): Promise<number> {
  const what = files.length > 0 ? files : ['test/**/*.test.ts'];
  const flags = [
    '--test',
    '--test-force-exit',
    `--test-timeout=${TEST_TIMEOUT_MS}`,
    `--test-concurrency=${CONCURRENCY}`,
  ];
  const child = spawn(process.execPath, [...flags, ...what], {
    cwd: packageRoot,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

process.exitCode = await runTests(process.argv.slice(2));
