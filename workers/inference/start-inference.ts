import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { collectDefaultMetrics } from 'prom-client';
import { openDocumentSpecialist } from '../../models/document-specialist.ts';
import { openInferenceQueue } from '../../models/inference-queue.ts';
import { readsDocuments } from '../../models/reads-documents.ts';
import { openRegistry, type Registry } from '../../models/registry.ts';
import { openServedTickets } from '../../models/served-tickets.ts';
import { openSessions, type SessionPool } from '../../models/session-pool.ts';
import { Availability } from '../../observability/availability.ts';
import { startProbeServer } from '../../observability/probe-server.ts';
import { missingFor, readinessMetrics } from '../../observability/readiness-metrics.ts';
import { openRedisPing } from '../../observability/redis-ping.ts';
import { pingTemporal, promptReconnect } from '../../observability/temporal-ping.ts';
import type { Config } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { ModelCard } from '../../schemas/model-card.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import { activityCompletion } from './activity-completion.ts';
import { inferenceMetrics } from './inference-metrics.ts';
import { documentTask, ticketTask } from './inference-task.ts';
import { type ConsumerPorts, type ConsumerSettings, consumeQueue, type QueueConsumer } from './queue-consumer.ts';

/** A model installed while the worker runs is served after at most this long. */
const RESCAN_MS = 5000;

export type InferenceWorker = {
  provider: string;
  models: string[];
  /** Port of the metrics, where configured. */
  metricsPort: number | null;
  /** Takes no more jobs, ends those under way, then lets go of everything. */
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
  const registry = openRegistry({ extraFolders: [join(config.DOCKET_DATA_DIR, 'models')] });
  const sessions = openSessions({
    providers: config.DOCKET_PROVIDERS,
    threads: config.DOCKET_INFERENCE_THREADS,
    intraOpThreads: config.DOCKET_INTRA_OP_THREADS,
  });
  const provider = await sessions.provider();
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
  metrics.provider(provider);
  collectDefaultMetrics({ register: metrics.registry });

  const ports = { redis, blobs, completion: activityCompletion(client), metrics, log };
  const settings: ConsumerSettings = {
    prefix: config.DOCKET_QUEUE_PREFIX,
    batch: {
      size: config.DOCKET_BATCH_SIZE,
      windowMs: config.DOCKET_BATCH_WINDOW_MS,
      parallel: config.DOCKET_INFERENCE_THREADS,
    },
  };
  const consumers = new Map<string, QueueConsumer>();
  const serveInstalled = () => {
    for (const card of registry.list()) {
      if (consumers.has(card.name)) continue;
      const consumer = consumeModel(card, registry, sessions, settings, ports);
      if (consumer) consumers.set(card.name, consumer);
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
      await Promise.all([...consumers.values()].map((consumer) => consumer.close()));
      await Promise.all([sessions.close(), queue.close(), connection.close(), probes?.close()]);
      redis.disconnect();
      pings.close();
    },
  };
}

function consumeModel(
  card: ModelCard,
  registry: Registry,
  sessions: SessionPool,
  settings: ConsumerSettings,
  ports: ConsumerPorts,
): QueueConsumer | null {
  const { name } = card;
  if (readsDocuments(card)) {
    const open = async () => documentTask(await openDocumentSpecialist(registry, sessions, name), ports.blobs);
    return consumeQueue(name, open, settings, ports);
  }
  if (card.task === 'text-classification') {
    const open = async () => ticketTask(await openServedTickets(registry, sessions, name), ports.blobs);
    return consumeQueue(name, open, settings, ports);
  }
  return null;
}
