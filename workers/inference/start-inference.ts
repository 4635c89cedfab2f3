import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { collectDefaultMetrics } from 'prom-client';
import type { BatchReport } from '../../models/batching/run-scheduler.ts';
import { fp16Variant } from '../../models/fp16-variant.ts';
import { openInferenceQueue } from '../../models/inference-queue.ts';
import { openRegistry } from '../../models/registry.ts';
import { CPU_LIMITS, openSessions } from '../../models/session-pool.ts';
import { Availability } from '../../observability/availability.ts';
import { startProbeServer } from '../../observability/probe-server.ts';
import { missingFor, readinessMetrics } from '../../observability/readiness-metrics.ts';
import { openRedisPing } from '../../observability/redis-ping.ts';
import { pingTemporal, promptReconnect } from '../../observability/temporal-ping.ts';
import type { Config } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import { activityCompletion } from './activity-completion.ts';
import { findBatchLimits } from './batch-limits.ts';
import { inferenceMetrics } from './inference-metrics.ts';
import { LoadedModels } from './loaded-models.ts';
import { measureModelMemory } from './model-memory.ts';
import { isServed, openModel } from './open-model.ts';
import { type ConsumerSettings, consumeQueue, type QueueConsumer } from './queue-consumer.ts';

/** A model installed while the worker runs is served after at most this long. */
const RESCAN_MS = 5000;

export type InferenceWorker = {
  provider: string;
  models: string[];
  /** Port of the metrics, where configured. */
  metricsPort: number | null;
  /** Takes no more jobs, ends those under way or hands them back at the limit, then lets go of everything. */
  close(): Promise<void>;
};

/**
 * Starts consumers for every specialist that is installed, and for those that will be. Temporal and Redis may be away:
 * jobs wait.
 */
export async function startInference(config: Config, blobs: BlobStore, log: Logger): Promise<InferenceWorker> {
  const { REDIS_URL: redisUrl, TEMPORAL_ADDRESS: address } = config;
  if (redisUrl === undefined || address === undefined) {
    throw new DocketError('config.invalid', 'The inference worker needs REDIS_URL and TEMPORAL_ADDRESS');
  }
  const modelFolders = [join(config.DOCKET_DATA_DIR, 'models')];
  const registry = openRegistry({ extraFolders: modelFolders });
  const connection = Connection.lazy({ address, channelArgs: promptReconnect });
  const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  redis.on('error', (error) => log.warn({ err: error }, 'redis connection'));
  const queue = openInferenceQueue(redisUrl, config.DOCKET_QUEUE_PREFIX);
  const pings = openRedisPing(redisUrl);
  const availability = new Availability({
    temporal: () => pingTemporal(connection, config.TEMPORAL_NAMESPACE),
    redis: () => pings.ping(),
  });
  const metrics = inferenceMetrics({
    async depth(model) {
      // A scrape cannot wait for a Redis that is away.
      await availability.require('redis');
      return await queue.depth(model);
    },
  });
  collectDefaultMetrics({ register: metrics.registry });
  const consumers = new Map<string, QueueConsumer>();
  const onBatch = (batch: BatchReport) => {
    metrics.batch(batch);
    for (const { flow, rows } of batch.parts) consumers.get(flow)?.worked((batch.fullness * rows) / batch.rows);
  };
  const threads = config.DOCKET_INFERENCE_THREADS;
  const intraOpThreads = config.DOCKET_INTRA_OP_THREADS;
  const limits = { ...CPU_LIMITS, maxRows: config.DOCKET_BATCH_SIZE };
  const sessions = openSessions({
    providers: config.DOCKET_PROVIDERS,
    threads,
    intraOpThreads,
    limits,
    windowMs: config.DOCKET_BATCH_WINDOW_MS,
    warmUp: true,
    variant: fp16Variant,
    onBatch,
  });
  const provider = await sessions.provider();
  metrics.provider(provider);

  const memoryMb = config.DOCKET_MODEL_MEMORY_MB;
  const measured = new Map<string, Promise<number>>();
  const loaded = new LoadedModels(memoryMb === undefined ? null : memoryMb * 1024 * 1024, {
    async open(name) {
      const model = await openModel(name, registry, sessions, blobs);
      for (const [file, maxWidth] of model.files) {
        const found = provider === 'cpu' ? limits : await findBatchLimits(sessions, file, maxWidth);
        sessions.limit(file, found);
        metrics.batchLimit(name, found.maxRows);
        log.info({ model: name, provider, ...found }, 'model loaded');
      }
      return model;
    },
    measure(name) {
      const key = `${name}@${registry.card(name).version}`;
      const order = { name, modelFolders, provider, threads, intraOpThreads, limits };
      const known = measured.get(key) ?? measureModelMemory(order);
      measured.set(key, known);
      known.catch(() => measured.delete(key));
      return known;
    },
    unload: (file) => sessions.unload(file),
    changed: (models) => metrics.loaded(models),
  });
  const ports = { redis, blobs, completion: activityCompletion(client), metrics, log };
  const settings: ConsumerSettings = { prefix: config.DOCKET_QUEUE_PREFIX, threads };
  const serveInstalled = () => {
    for (const card of registry.list()) {
      const { name } = card;
      if (consumers.has(name) || !isServed(card)) continue;
      consumers.set(
        name,
        consumeQueue(name, (job) => loaded.use(name, (task) => task(job)), settings, ports),
      );
      if (!loaded.keepsAll) continue;
      loaded.load(name).catch((error) => log.error({ model: name, err: error }, 'the model cannot be opened'));
    }
  };
  serveInstalled();
  const rescan = setInterval(serveInstalled, RESCAN_MS);
  let ready = true;
  const readiness = { isRunning: () => ready, availability };
  readinessMetrics(metrics.registry, readiness);
  const port = config.DOCKET_INFERENCE_METRICS_PORT;
  const probes =
    port === undefined
      ? null
      : await startProbeServer(
          { host: config.DOCKET_HOST, port },
          { notReady: () => missingFor(readiness), metrics: () => metrics.registry.metrics() },
        );

  return {
    provider,
    models: [...consumers.keys()],
    metricsPort: probes?.port ?? null,
    async close() {
      ready = false;
      clearInterval(rescan);
      await Promise.all([...consumers.values()].map((consumer) => consumer.close(config.DOCKET_DRAIN_MS)));
      await Promise.all([sessions.close(), queue.close(), connection.close(), probes?.close()]);
      redis.disconnect();
      pings.close();
    },
  };
}
