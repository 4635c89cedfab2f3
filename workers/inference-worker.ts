import { openLog } from '../observability/log.ts';
import { openTracing } from '../observability/tracing.ts';
import { parseConfig } from '../schemas/config.ts';
import { openBlobStore } from '../store/blobs/open.ts';
import { startInference } from './inference/start-inference.ts';

/** After DOCKET_DRAIN_MS the jobs under way go back to their queue, which takes this long at most; then another worker takes them from a dead one. */
const HAND_BACK_MS = 5_000;

const config = parseConfig(process.env);
const log = openLog({ part: 'inference-worker' }, config.DOCKET_LOG_LEVEL);
const tracing = openTracing('docket-inference-worker', process.env, log);

const worker = await startInference(config, openBlobStore(config), log).catch((error) => {
  log.fatal({ err: error }, 'the inference worker cannot start');
  process.exit(1);
});
const { provider, models, metricsPort } = worker;
log.info({ provider, models, metricsPort }, 'ready');
process.send?.({ type: 'ready', provider, models, metricsPort });

let draining = false;
async function drain(signal: string): Promise<void> {
  if (draining) return;
  draining = true;
  log.info({ signal }, 'draining');
  setTimeout(() => {
    log.error('jobs did not end in time');
    process.exit(1);
  }, config.DOCKET_DRAIN_MS + HAND_BACK_MS).unref();
  await worker.close();
  await tracing.flush();
  log.info('stopped');
  process.exit(0);
}
process.once('SIGTERM', (signal) => void drain(signal));
process.once('SIGINT', (signal) => void drain(signal));
