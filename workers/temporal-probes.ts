import { Connection } from '@temporalio/client';
import type { Registry } from 'prom-client';
import { Availability } from '../observability/availability.ts';
import { type ProbeServer, startProbeServer } from '../observability/probe-server.ts';
import { missingFor, readinessMetrics } from '../observability/readiness-metrics.ts';
import { openRedisPing } from '../observability/redis-ping.ts';
import { pingTemporal, promptReconnect } from '../observability/temporal-ping.ts';
import type { Config } from '../schemas/config.ts';
import type { Database } from '../store/database.ts';
import { pingDatabase } from '../store/ping-database.ts';

export interface ProbedWorker {
  config: Config;
  redisUrl: string;
  db: Database;
  registry: Registry;
  /** Text of further metrics, in the Prometheus format. */
  furtherMetrics?: (() => Promise<string>) | undefined;
  isRunning(): boolean;
}

/**
 * The worker's /healthz, /readyz and /metrics, from before it has connected to anything. Null where no port is configured.
 * Pings have connections of their own: those of the work may be busy or not there yet.
 */
export async function startTemporalProbes(worker: ProbedWorker): Promise<ProbeServer | null> {
  const { config, redisUrl, db, registry, isRunning, furtherMetrics } = worker;
  const port = config.DOCKET_WORKER_METRICS_PORT;
  if (port === undefined) return null;
  const address = config.TEMPORAL_ADDRESS ?? '127.0.0.1:7233';
  const connection = Connection.lazy({ address, channelArgs: promptReconnect });
  const redis = openRedisPing(redisUrl);
  const availability = new Availability({
    database: () => pingDatabase(db),
    temporal: () => pingTemporal(connection, config.TEMPORAL_NAMESPACE),
    redis: () => redis.ping(),
  });
  const readiness = { isRunning, availability };
  readinessMetrics(registry, readiness);
  const server = await startProbeServer(
    { host: config.DOCKET_HOST, port },
    {
      notReady: () => missingFor(readiness),
      metrics: async () => (await registry.metrics()) + ((await furtherMetrics?.()) ?? ''),
    },
  );
  return {
    port: server.port,
    async close() {
      await server.close();
      redis.close();
      await connection.close();
    },
  };
}
