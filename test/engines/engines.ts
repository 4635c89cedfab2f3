import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, providePostgres } from '../../deploy/local/postgres.ts';
import { silentProgress } from '../../deploy/local/progress.ts';
import { provideRedis } from '../../deploy/local/redis.ts';
import { provideTemporal } from '../../deploy/local/temporal.ts';
import { parseConfig } from '../../schemas/config.ts';

export interface Engines {
  /** host:port of a real Temporal server with the search attributes registered, or '' where not asked for. */
  temporalAddress: string;
  /** A real Redis with AOF and noeviction, or ''. Shared between test files: name queues and keys by `unique`. */
  redisUrl: string;
  /** A new, empty database of a real Postgres, or ''. */
  databaseUrl: string;
  /** Differs with every call: for task queues, queue prefixes, workflow ids. */
  unique: string;
  stop(): Promise<void>;
}

/**
 * The engines a test asks for. Under `npm test` those that the runner started for all files, named by
 * DOCKET_TEST_TEMPORAL_ADDRESS, DOCKET_TEST_REDIS_URL and DOCKET_TEST_DATABASE_URL; else its own, until `stop`.
 */
export async function startEngines(want: { temporal?: true; redis?: true; postgres?: true }): Promise<Engines> {
  const config = parseConfig({
    DOCKET_CACHE_DIR: process.env.DOCKET_CACHE_DIR,
    TEMPORAL_ADDRESS: process.env.DOCKET_TEST_TEMPORAL_ADDRESS,
    REDIS_URL: process.env.DOCKET_TEST_REDIS_URL,
    DATABASE_URL: process.env.DOCKET_TEST_DATABASE_URL,
  });
  const dataDir = await mkdtemp(join(tmpdir(), 'docket-engines-'));
  const options = { config, dataDir, progress: silentProgress };
  const [temporal, redis, postgres] = await Promise.all([
    want.temporal && provideTemporal({ ...options, ports: { temporal: 0, temporalUi: 0 } }),
    want.redis && provideRedis({ ...options, port: 0 }),
    want.postgres && providePostgres({ ...options, port: 0 }),
  ]);
  const unique = `t${randomBytes(6).toString('hex')}`;
  return {
    temporalAddress: temporal?.address ?? '',
    redisUrl: redis?.address ?? '',
    databaseUrl: postgres === undefined ? '' : await newDatabase(postgres.address, unique),
    unique,
    async stop() {
      await Promise.all([temporal?.stop(), redis?.stop(), postgres?.stop()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function newDatabase(address: string, name: string): Promise<string> {
  await createDatabase(address, name);
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}
