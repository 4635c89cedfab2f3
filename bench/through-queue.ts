import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { silentProgress } from '../deploy/local/progress.ts';
import { provideRedis } from '../deploy/local/redis.ts';
import { openInferenceQueue } from '../models/inference-queue.ts';
import { parseConfig } from '../schemas/config.ts';
import type { ActivityTarget } from '../schemas/queues.ts';
import { putJson } from '../store/blobs/json.ts';
import { openBlobStore } from '../store/blobs/open.ts';
import type { ActivityCompletion } from '../workers/inference/activity-completion.ts';
import { inferenceMetrics } from '../workers/inference/inference-metrics.ts';
import { ticketTask } from '../workers/inference/inference-task.ts';
import { consumeQueue } from '../workers/inference/queue-consumer.ts';
import { costOver, type Figures, sideBySide, timed } from './measure.ts';
import { DESK } from './models.ts';
import type { BenchContext, Part } from './part.ts';
import type { Section } from './report.ts';
import { tickets } from './samples.ts';

const ROUNDS = 10;
const MANY = 64;

/** Ends the bench's jobs: no workflow waits for them here, a promise does. */
function awaitedCompletion(): { completion: ActivityCompletion; ended(target: ActivityTarget): Promise<void> } {
  const waiting = new Map<string, () => void>();
  const settle = async (target: ActivityTarget) => {
    waiting.get(target.activityId)?.();
    waiting.delete(target.activityId);
    return 'done' as const;
  };
  return {
    completion: { complete: settle, fail: settle },
    ended: ({ activityId }) => new Promise((resolve) => waiting.set(activityId, resolve)),
  };
}

/** The specialist called directly, and the same texts as jobs through Redis, the micro-batcher and the blob store. */
async function ticketsThroughQueue({ models, rounds }: BenchContext): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-bench-'));
  const config = parseConfig({ REDIS_URL: process.env.REDIS_URL });
  const engine = await provideRedis({ config, dataDir: folder, progress: silentProgress, port: 0 });
  const prefix = `bench-${randomUUID()}`;
  const blobs = openBlobStore(parseConfig({ DOCKET_DATA_DIR: folder }));
  const redis = new Redis(engine.address, { maxRetriesPerRequest: null });
  const queue = openInferenceQueue(engine.address, prefix);
  const { completion, ended } = awaitedCompletion();
  const specialist = await models.desk();
  const consumer = consumeQueue(
    DESK,
    async () => ticketTask(specialist, blobs),
    { prefix, batch: { size: config.DOCKET_BATCH_SIZE, windowMs: config.DOCKET_BATCH_WINDOW_MS, parallel: 1 } },
    { redis, blobs, completion, metrics: inferenceMetrics(queue), log: pino({ level: 'silent' }) },
  );

  const job = async (texts: string[]) => {
    const target = { workflowId: 'bench', runId: prefix, activityId: randomUUID() };
    const done = ended(target);
    await queue.enqueue({ task: 'triage', target, model: DESK, texts: await putJson(blobs, texts) });
    await done;
  };
  const contenders = {
    'specialist, 1 text': () => timed(1, () => specialist.triage(tickets(1))),
    'queue, 1 job of 1 text': () => timed(1, () => job(tickets(1))),
    [`specialist, ${MANY} texts`]: () => timed(MANY, () => specialist.triage(tickets(MANY))),
    [`queue, ${MANY} jobs of 1 text`]: () => timed(MANY, () => Promise.all(tickets(MANY).map((text) => job([text])))),
    [`queue, 1 job of ${MANY} texts`]: () => timed(MANY, () => job(tickets(MANY))),
  };
  try {
    const figures: Record<string, Figures> = await sideBySide(contenders, rounds(ROUNDS));
    const ratio = (a: string, b: string) => costOver(figures[a], figures[b]);
    return {
      title: `Inference through the queue: ${DESK}, Redis ${engine.how}`,
      unit: 'a text',
      limit: `specialist, ${MANY} texts`,
      figures,
      ratios: {
        queue_over_inference_single: ratio('queue, 1 job of 1 text', 'specialist, 1 text'),
        queue_over_inference_many_jobs: ratio(`queue, ${MANY} jobs of 1 text`, `specialist, ${MANY} texts`),
        queue_over_inference_bulk_job: ratio(`queue, 1 job of ${MANY} texts`, `specialist, ${MANY} texts`),
      },
      notes: [`A lone job waits ${config.DOCKET_BATCH_WINDOW_MS} ms for others (DOCKET_BATCH_WINDOW_MS).`],
    };
  } finally {
    await consumer.close();
    await queue.close();
    redis.disconnect();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same inference behind the queue. */
export const throughQueue: Part = {
  name: 'queue',
  async *sections(context) {
    yield await ticketsThroughQueue(context);
  },
};
