import { mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allOrNone } from '../../deploy/local/all-or-none.ts';
import { choosePort } from '../../deploy/local/ports.ts';
import { providePostgres } from '../../deploy/local/postgres.ts';
import { readIdentity } from '../../deploy/local/process-identity.ts';
import { silentProgress } from '../../deploy/local/progress.ts';
import type { Provided } from '../../deploy/local/provided.ts';
import { provideRedis } from '../../deploy/local/redis.ts';
import { Running, type Stage } from '../../deploy/local/running.ts';
import { grantAccess } from '../../deploy/local/service-access.ts';
import { type ServiceName, startService } from '../../deploy/local/services.ts';
import { provideChosenTemporal } from '../../deploy/local/temporal-choice.ts';
import { parseConfig } from '../../schemas/config.ts';
import { type ServiceFile, serviceFile } from '../../schemas/service-file.ts';
import { openBlobStore } from '../../store/blobs/open.ts';
import { migrate } from '../../store/migrate.ts';
import { storeWorkflowBundle } from '../../workers/workflow-bundle.ts';
import type { ServerKind } from './engine-run.ts';
import { type Usage, usageOf } from './process-usage.ts';

/** The name of the database beside Docket's, and of the one for searches. */
export const TEMPORAL_DATABASES = ['temporal', 'temporal_visibility'];

/** The whole service on new, empty engines, without a Temporal worker until some are started. */
export interface BenchSystem {
  service: ServiceFile;
  databaseUrl: string;
  redisUrl: string;
  temporalAddress: string;
  /** Folder of the blobs, and of Temporal's own state where that is SQLite. */
  blobs: string;
  temporalFolder: string;
  /** Resolves when all take work. */
  startWorkers(count: number): Promise<void>;
  usage(): Record<string, Usage>;
  stop(options?: { keep: boolean }): Promise<void>;
  kill(): void;
  /** Where logs and state lie; `stop` removes it unless told to `keep` it. */
  dataDir: string;
}

export interface SystemOptions {
  server: ServerKind;
  historyShards?: number;
  inferenceWorkers: number;
}

/** Of engines and processes: what a bench is given must not reach it. */
const OWN = ['DATABASE_URL', 'REDIS_URL', 'TEMPORAL_ADDRESS', 'DOCKET_BLOBS', 'DOCKET_SERVICE_FILE'];

export async function startSystem({ server, historyShards, inferenceWorkers }: SystemOptions): Promise<BenchSystem> {
  const dataDir = await mkdtemp(join(tmpdir(), 'docket-engine-'));
  const given = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.includes(name)));
  const config = parseConfig({ ...given, DOCKET_TEMPORAL: server, DOCKET_DATA_DIR: dataDir, DOCKET_PORT: '0' });
  const stopping = new AbortController();
  const setting = { config, dataDir, progress: silentProgress, stopping: stopping.signal };
  const running = new Running();
  const stop = async ({ keep } = { keep: false }): Promise<void> => {
    await running.stop();
    if (!keep) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const engine = async <T extends Provided>(stage: Stage, coming: Promise<T>): Promise<T> => {
    const provided = await coming;
    running.add(stage, provided);
    return provided;
  };
  try {
    const database = engine('engine', providePostgres(setting));
    const shards = historyShards === undefined ? {} : { historyShards };
    const options = { ...setting, ...shards, postgres: async () => (await database).address };
    const [postgres, redis, temporal] = await allOrNone(stopping, [
      database,
      engine('engine', provideRedis(setting)),
      engine('workflow-engine', provideChosenTemporal(options)),
    ]);
    await migrate(postgres.address);
    const blobs = join(dataDir, 'blobs');
    mkdirSync(blobs, { recursive: true, mode: 0o700 });
    // Once for each build, not for each case: there before the bytes of cases are counted.
    await storeWorkflowBundle(openBlobStore({ ...config, DOCKET_BLOBS: blobs }));
    const port = await choosePort(0);
    const url = `http://127.0.0.1:${port}`;
    const env = {
      ...given,
      DATABASE_URL: postgres.address,
      REDIS_URL: redis.address,
      TEMPORAL_ADDRESS: temporal.address,
      DOCKET_DATA_DIR: dataDir,
      DOCKET_BLOBS: blobs,
      DOCKET_PORT: `${port}`,
      DOCKET_PUBLIC_URL: url,
    };
    const labels: string[] = [];
    const start = async (stage: Stage, name: ServiceName, label: string): Promise<void> => {
      running.add(stage, await startService(name, env, `${url}/healthz`, setting, label));
      labels.push(label);
    };
    const several = (name: ServiceName, count: number) =>
      allOrNone(
        stopping,
        Array.from({ length: count }, (_, index) => start('worker', name, `${name}-${index + 1}`)),
      );
    await allOrNone(stopping, [start('api', 'api', 'api'), several('inference-worker', inferenceWorkers)]);
    const { file } = await grantAccess(dataDir, { url, databaseUrl: postgres.address, blobs });
    return {
      service: serviceFile.parse(JSON.parse(readFileSync(file, 'utf8'))),
      databaseUrl: postgres.address,
      redisUrl: redis.address,
      temporalAddress: temporal.address,
      blobs,
      temporalFolder: join(dataDir, 'temporal'),
      startWorkers: async (count) => void (await several('temporal-worker', count)),
      usage: () => usageOf(rootsIn(dataDir, ['postgres', 'redis', 'temporal', ...labels])),
      stop,
      kill: () => running.kill(),
      dataDir,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function rootsIn(dataDir: string, labels: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    labels.flatMap((label) => {
      const identity = readIdentity(join(dataDir, 'run', `${label}.json`));
      return identity === undefined ? [] : [[label, identity.pid]];
    }),
  );
}
