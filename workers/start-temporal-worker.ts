import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from '../activities/create-activities.ts';
import { openInferenceQueue } from '../models/inference-queue.ts';
import { readGains } from '../models/larger-model/gains-file.ts';
import { openRegistry } from '../models/registry.ts';
import { openSessions } from '../models/session-pool.ts';
import { processMetrics } from '../observability/process-metrics.ts';
import { closeReaders } from '../reading/read-document.ts';
import type { Config } from '../schemas/config.ts';
import { DocketError } from '../schemas/errors.ts';
import { openBlobStore } from '../store/blobs/open.ts';
import { closeDatabase, openDatabase } from '../store/database.ts';
import { isAway } from '../store/database-errors.ts';
import { migrate } from '../store/migrate.ts';
import { openAnswerCache } from '../store/model-calls.ts';
import { webhookReceivers } from '../store/public-address.ts';
import { connectTemporal } from './connect-temporal.ts';
import { createWorker } from './create-worker.ts';
import { decisionMetrics } from './decision-metrics.ts';
import { openDocumentReader } from './document-reader.ts';
import { startHistoryExporter } from './history-exporter.ts';
import { startJobKeeper } from './job-keeper.ts';
import { budgetOf, openLargerModels } from './larger-models.ts';
import { openModelSource } from './model-source.ts';
import type { SdkMetrics } from './sdk-metrics.ts';
import { startSecondLookCounter } from './second-look-counter.ts';
import { startTemporalProbes } from './temporal-probes.ts';
import { openTracing } from './tracing.ts';
import { webhookMetrics } from './webhook-metrics.ts';
import { startWebhookSender } from './webhook-sender.ts';
import { storeWorkflowBundle } from './workflow-bundle.ts';
import { openWorkflowStarter } from './workflow-starter.ts';

const DATABASE_PAUSE_MS = 1_000;

export interface TemporalWorker {
  /** SHA-256 of the workflow bundle. */
  build: string;
  /** Port of its probes and metrics, where configured. */
  metricsPort: number | null;
  /** Resolves when the worker has stopped, rejects when it failed. */
  ended: Promise<void>;
  /** Takes no more tasks, ends those under way, then lets go of everything. */
  stop(): Promise<void>;
}

/**
 * The worker with its history exporter and webhook sender. Waits for a database and a Temporal that are not there yet.
 * @param sdk metrics of the Temporal SDK, where its runtime was told to collect them
 */
export async function startTemporalWorker(
  config: Config,
  log: Logger,
  environment: Record<string, string | undefined>,
  signal: AbortSignal,
  sdk: SdkMetrics | null = null,
): Promise<TemporalWorker> {
  const { REDIS_URL: redisUrl, DATABASE_URL: databaseUrl } = config;
  if (redisUrl === undefined || databaseUrl === undefined)
    throw new DocketError('config.invalid', 'The Temporal worker needs DATABASE_URL and REDIS_URL');
  const tracing = openTracing(environment, log);
  const metrics = processMetrics();
  decisionMetrics(metrics);
  const noteDelivery = webhookMetrics(metrics);
  const db = await openDatabase(databaseUrl);
  let running: Worker | undefined;
  const isRunning = () => running?.getState() === 'RUNNING' && !signal.aborted;
  const further = sdk?.text;
  const probes = await startTemporalProbes({
    config,
    redisUrl,
    db,
    registry: metrics,
    furtherMetrics: further,
    isRunning,
  });
  if (probes) log.info({ metricsPort: probes.port }, 'answers probes');

  const blobs = openBlobStore(config);
  const bundle = await storeWorkflowBundle(blobs);
  const build = bundle.blob.sha256;
  await migrateWhenThere(databaseUrl, log, signal);
  const temporal = await connectTemporal(config, log, signal);
  const queue = openInferenceQueue(redisUrl, config.DOCKET_QUEUE_PREFIX, config.DOCKET_QUEUE_LIMIT);
  const modelFolder = join(config.DOCKET_DATA_DIR, 'models');
  const registry = openRegistry({ extraFolders: [modelFolder] });
  const sessions = openSessions({ providers: 'cpu', threads: 1 });
  const taskQueue = config.DOCKET_TASK_QUEUE;
  const larger = await openLargerModels(config, openAnswerCache(db));

  const activities = createActivities({
    db,
    blobs,
    reader: openDocumentReader(config),
    queue,
    models: openModelSource(registry, sessions),
    larger,
    gains: () => readGains(modelFolder),
    budget: budgetOf(config),
    blockingRules: config.DOCKET_BLOCKING_RULES,
    lead: config.DOCKET_REVIEW_LEAD,
    workflows: openWorkflowStarter(temporal.client, taskQueue),
    build,
    log,
  });
  const worker = await createWorker({
    connection: temporal.native,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue,
    bundle,
    activities,
    tracing: tracing.plugin,
  });
  const loops = [
    startSecondLookCounter({ db, log }),
    startHistoryExporter({ db, blobs, client: temporal.client, log }),
    startWebhookSender({ db, log, receivers: webhookReceivers(config), note: noteDelivery }),
    startJobKeeper({ db, client: temporal.client, queue, models: () => registry.list().map(({ name }) => name), log }),
  ];
  running = worker;
  const ended = worker.run();

  return {
    build,
    metricsPort: probes?.port ?? null,
    ended,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
      await Promise.all([...loops.map((loop) => loop.stop()), larger.llm?.close?.()]);
      await Promise.all([temporal.close(), queue.close(), sessions.close(), closeReaders()]);
      await Promise.all([probes?.close(), tracing.flush()]);
      await closeDatabase(db);
    },
  };
}

async function migrateWhenThere(url: string, log: Logger, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return await migrate(url);
    } catch (error) {
      if (!isAway(error)) throw error;
      log.warn({ err: error }, 'the database does not answer; trying again');
      await sleep(DATABASE_PAUSE_MS, undefined, { signal });
    }
  }
}
