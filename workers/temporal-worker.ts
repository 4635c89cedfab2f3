import { DefaultLogger, Runtime } from '@temporalio/worker';
import { openLog } from '../observability/log.ts';
import { parseConfig } from '../schemas/config.ts';
import { sdkMetrics } from './sdk-metrics.ts';
import { startTemporalWorker } from './start-temporal-worker.ts';

/** A worker that has not stopped by then is cut off; its tasks are taken up by another. */
const DRAIN_MS = 40_000;

const config = parseConfig(process.env);
const log = openLog({ part: 'temporal-worker' }, config.DOCKET_LOG_LEVEL);
const sdk = config.DOCKET_WORKER_METRICS_PORT === undefined ? null : await sdkMetrics();
Runtime.install({
  logger: new DefaultLogger('WARN', ({ level, message, meta }) =>
    log[level === 'ERROR' ? 'error' : 'warn'](meta ?? {}, message),
  ),
  telemetryOptions: { logging: { forward: {}, filter: 'WARN' }, ...(sdk && { metrics: sdk.options }) },
  shutdownSignals: [],
});

const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
process.once('SIGINT', () => stopping.abort());

try {
  const worker = await startTemporalWorker(config, log, process.env, stopping.signal, sdk);
  const { build, metricsPort } = worker;
  log.info({ build, metricsPort }, 'ready');
  process.send?.({ type: 'ready', build, metricsPort });
  await Promise.race([worker.ended, aborted(stopping.signal)]);
  log.info('draining');
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  await worker.stop();
  log.info('stopped');
  process.exit(0);
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  log.fatal({ err: error }, 'the Temporal worker failed');
  process.exit(1);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
