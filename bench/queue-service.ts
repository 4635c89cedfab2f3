import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { silentProgress } from '../deploy/local/progress.ts';
import { provideRedis } from '../deploy/local/redis.ts';
import { openInferenceQueue } from '../models/inference-queue.ts';
import type { TicketSpecialist } from '../models/ticket-specialist.ts';
import { parseConfig } from '../schemas/config.ts';
import type { ActivityTarget, Urgency } from '../schemas/queues.ts';
import { putJson } from '../store/blobs/json.ts';
import { openBlobStore } from '../store/blobs/open.ts';
import type { ActivityCompletion } from '../workers/inference/activity-completion.ts';
import { inferenceMetrics } from '../workers/inference/inference-metrics.ts';
import { ticketTask } from '../workers/inference/inference-task.ts';
import { consumeQueue } from '../workers/inference/queue-consumer.ts';
import { DESK } from './models.ts';

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

export type QueueService = {
  /** How the Redis was come by. */
  how: string;
  /** Opens a queue of its own that the specialist answers: from texts to the end of their job. */
  serve(specialist: Pick<TicketSpecialist, 'triage'>): (texts: string[], urgency?: Urgency) => Promise<void>;
  stop(): Promise<void>;
};

/** Redis, a blob store and consumers as in the inference worker, in this process. */
export async function startQueueService(): Promise<QueueService> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-bench-'));
  const config = parseConfig({ REDIS_URL: process.env.REDIS_URL });
  const engine = await provideRedis({ config, dataDir: folder, progress: silentProgress, port: 0 });
  const blobs = openBlobStore(parseConfig({ DOCKET_DATA_DIR: folder }));
  const redis = new Redis(engine.address, { maxRetriesPerRequest: null });
  const closing: (() => Promise<void>)[] = [];
  return {
    how: engine.how,
    serve(specialist) {
      const prefix = `bench-${randomUUID()}`;
      const queue = openInferenceQueue(engine.address, prefix);
      const { completion, ended } = awaitedCompletion();
      const consumer = consumeQueue(
        DESK,
        ticketTask(specialist, blobs),
        { prefix, threads: 1 },
        { redis, blobs, completion, metrics: inferenceMetrics(queue), log: pino({ level: 'silent' }) },
      );
      closing.push(
        () => consumer.close(),
        () => queue.close(),
      );
      return async (texts, urgency = 'bulk') => {
        const target = { workflowId: 'bench', runId: prefix, activityId: randomUUID() };
        const done = ended(target);
        await queue.enqueue({ task: 'triage', target, model: DESK, texts: await putJson(blobs, texts), urgency });
        await done;
      };
    },
    async stop() {
      for (const close of closing) await close();
      redis.disconnect();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
