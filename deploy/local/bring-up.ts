import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { migrate } from '../../store/migrate.ts';
import { allOrNone } from './all-or-none.ts';
import { buildWhenStale } from './build-when-stale.ts';
import { choosePort } from './ports.ts';
import { providePostgres } from './postgres.ts';
import { type Provided, portNote } from './provided.ts';
import { provideRedis } from './redis.ts';
import type { Running, Stage } from './running.ts';
import { grantAccess } from './service-access.ts';
import { type ServiceName, startService } from './services.ts';
import type { Setting } from './setting.ts';
import { provideChosenTemporal } from './temporal-choice.ts';

export interface Addresses {
  url: string;
  signIn: string;
  temporalUi: string | null;
}

/** Brings up the engines, then the processes of the service. All that runs is in `running`, even after a failure. */
export async function bringUp(setting: Setting, stopping: AbortController, running: Running): Promise<Addresses> {
  const { config, dataDir, progress } = setting;
  const engine = async <T extends Provided>(part: string, coming: Promise<T>, stage: Stage = 'engine'): Promise<T> => {
    const provided = await coming;
    running.add(stage, provided);
    progress.say(part, provided.how);
    return provided;
  };
  const database = engine('postgres', providePostgres(setting));
  const [postgres, redis, temporal] = await allOrNone(stopping, [
    database,
    engine('redis', provideRedis(setting)),
    engine(
      'temporal',
      provideChosenTemporal({ ...setting, postgres: async () => (await database).address }),
      'workflow-engine',
    ),
    buildWhenStale(setting),
  ]);
  await migrate(postgres.address);

  const port = await choosePort(config.DOCKET_PORT, config.DOCKET_HOST);
  const url = config.DOCKET_PUBLIC_URL ?? `http://${reachableHost(config.DOCKET_HOST)}:${port}`;
  const blobs = blobsOf(config.DOCKET_BLOBS, dataDir);
  if (!blobs.startsWith('s3://')) mkdirSync(blobs, { recursive: true, mode: 0o700 });
  const env = {
    ...process.env,
    DATABASE_URL: postgres.address,
    REDIS_URL: redis.address,
    TEMPORAL_ADDRESS: temporal.address,
    DOCKET_DATA_DIR: dataDir,
    DOCKET_BLOBS: blobs,
    DOCKET_PORT: `${port}`,
    DOCKET_PUBLIC_URL: url,
    DOCKET_WORKER_METRICS_PORT: process.env.DOCKET_WORKER_METRICS_PORT || '0',
    DOCKET_INFERENCE_METRICS_PORT: process.env.DOCKET_INFERENCE_METRICS_PORT || '0',
  };
  const healthz = `http://${reachableHost(config.DOCKET_HOST)}:${port}/healthz`;
  const service = async (name: ServiceName, note: string): Promise<void> => {
    running.add(name === 'api' ? 'api' : 'worker', await startService(name, env, healthz, setting));
    progress.say(name, note);
  };
  await allOrNone(stopping, [
    service('inference-worker', 'takes jobs'),
    service('temporal-worker', 'takes workflows and activities'),
    service('api', portNote(config.DOCKET_PORT, port)),
  ]);
  const { signIn } = await grantAccess(dataDir, { url, databaseUrl: postgres.address, blobs });
  return { url, signIn, temporalUi: temporal.ui };
}

/** An address that listens everywhere is reached here by the loopback. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function blobsOf(given: string | undefined, dataDir: string): string {
  if (given === undefined) return join(dataDir, 'blobs');
  return given.startsWith('s3://') ? given : resolve(given);
}
