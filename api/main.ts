import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { openDeskOffice } from '../models/desk-office.ts';
import { openInferenceQueue } from '../models/inference-queue.ts';
import { Availability } from '../observability/availability.ts';
import { openLog } from '../observability/log.ts';
import { openRedisPing } from '../observability/redis-ping.ts';
import { openTracing } from '../observability/tracing.ts';
import { type Config, parseConfig } from '../schemas/config.ts';
import { DocketError } from '../schemas/errors.ts';
import { packageRoot } from '../schemas/package-root.ts';
import type { LadderStep } from '../schemas/workflows.ts';
import { openBlobStore } from '../store/blobs/open.ts';
import { closeDatabase, openDatabase } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { pingDatabase } from '../store/ping-database.ts';
import { webhookReceivers } from '../store/public-address.ts';
import { createApp } from './app.ts';
import { databaseProblem } from './database-problem.ts';
import { installedModels } from './installed-models.ts';
import { noteTraining } from './note-training.ts';
import { onDevicePackages } from './on-device-packages.ts';
import { startRedispatcher } from './redispatch.ts';
import { openTemporal } from './temporal.ts';
import { waitingInput } from './waiting-input.ts';

const REQUESTS_PER_MINUTE = 12_000;
const MIGRATE_PAUSE_MS = 1000;
const TEACHER = 'invoice-teacher';

/** The API process: opens its parts, listens, says that it is ready, and ends in order at SIGTERM. */
async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const log = openLog({ name: 'api' }, config.DOCKET_LOG_LEVEL);
  const addresses = addressesOf(config);
  const tracing = openTracing('docket-api', process.env, log);
  await migrateWhenThere(addresses.database, log);

  const db = await openDatabase(addresses.database);
  const redis = openRedisPing(addresses.redis);
  const queue = openInferenceQueue(addresses.redis, config.DOCKET_QUEUE_PREFIX);
  const modelFolders = [join(packageRoot, 'models', 'weights'), join(config.DOCKET_DATA_DIR, 'models')];
  const models = () => installedModels(modelFolders);
  const office = openDeskOffice(config.DOCKET_DATA_DIR, (training) => noteTraining(db, training, log));
  const blobs = openBlobStore(config);
  const workflows = openTemporal({
    address: addresses.temporal,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.DOCKET_TASK_QUEUE,
    review: {
      deadlineMs: config.DOCKET_REVIEW_DEADLINE_MS,
      reminderMs: config.DOCKET_REVIEW_REMINDER_MS,
      leadMs: config.DOCKET_REVIEW_LEAD_MS ?? config.DOCKET_REVIEW_DEADLINE_MS,
    },
    ladder: (kind) => ladderOf(config, kind === 'document' && models().some(({ name }) => name === TEACHER)),
    waiting: (caseId) => waitingInput({ db, blobs }, caseId),
  });
  const app = await createApp({
    db,
    blobs,
    workflows,
    availability: new Availability({
      database: () => pingDatabase(db),
      temporal: () => workflows.healthy(),
      redis: () => redis.ping(),
    }),
    queue,
    models,
    onDevice: onDevicePackages(modelFolders, models),
    office,
    desks: () =>
      models()
        .filter(({ task }) => task === 'text-classification')
        .map(({ name, labels, language }) => ({ name, labels, languages: language })),
    webFolder: join(packageRoot, 'dist', 'web'),
    limits: { maxBytes: config.DOCKET_MAX_BYTES, requestsPerMinute: REQUESTS_PER_MINUTE },
    publicUrl: config.DOCKET_PUBLIC_URL ?? null,
    webhookReceivers: webhookReceivers(config),
    log,
  });
  const redispatcher = startRedispatcher({ db, workflows }, log);

  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  const address = await app.listen({ host: config.DOCKET_HOST, port: config.DOCKET_PORT });
  process.send?.({ type: 'ready', address });
  await stopped;

  await app.close();
  await redispatcher.stop();
  await office.close();
  redis.close();
  await queue.close();
  await workflows.close();
  await closeDatabase(db);
  await tracing.flush();
  process.disconnect?.();
}

function addressesOf(config: Config): { database: string; redis: string; temporal: string } {
  const { DATABASE_URL: database, REDIS_URL: redis, TEMPORAL_ADDRESS: temporal } = config;
  if (database !== undefined && redis !== undefined && temporal !== undefined) return { database, redis, temporal };
  const missing = Object.entries({ DATABASE_URL: database, REDIS_URL: redis, TEMPORAL_ADDRESS: temporal })
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);
  throw new DocketError('config.invalid', `The API needs ${missing.join(', ')}; \`npm start\` provides them`);
}

/** The steps above a specialist that this installation has. */
function ladderOf(config: Config, teacher: boolean): LadderStep[] {
  const ladder: LadderStep[] = [];
  if (teacher) ladder.push('teacher');
  if (config.DOCKET_LLM_BASE_URL !== undefined && config.DOCKET_LLM_MODEL !== undefined) ladder.push('llm');
  return ladder;
}

/** Waits for a database that is not there yet; any other failure of a migration ends the process. */
async function migrateWhenThere(url: string, log: Logger): Promise<void> {
  for (;;) {
    try {
      return await migrate(url);
    } catch (error) {
      if (databaseProblem(error) === null) throw error;
      log.warn({ err: error }, 'the database is not there yet');
      await sleep(MIGRATE_PAUSE_MS);
    }
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof DocketError)) throw error;
  openLog({ name: 'api' }).fatal({ code: error.code }, `${error.message}. ${error.hint}`);
  process.exitCode = 1;
}
