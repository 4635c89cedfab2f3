import { SpanKind, trace } from '@opentelemetry/api';
import { wrapTracer } from '@opentelemetry/api/experimental';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { activeTraceparent } from '../observability/trace-context.ts';
import { DocketError } from '../schemas/errors.ts';
import {
  type ActivityTarget,
  type InferenceJob,
  inferenceJob,
  inferenceQueue,
  jobIdOf,
  QUEUE_PREFIX,
} from '../schemas/queues.ts';
import { queueAdmission } from './queue-admission.ts';

/** An enqueue that Redis does not confirm by then fails; the activity tries again and finds its job by its id. */
const CONFIRM_MS = 5000;
/** With waits of at most half a minute: about eight hours of a service that is away. */
const ATTEMPTS = 1000;
/** Failed jobs are kept for whoever looks after the queue. */
const KEEP_FAILED = { count: 1000, age: 7 * 24 * 3600 };
/** Nobody reads the events of the queues, of which BullMQ would keep 10,000 each. */
const KEEP_EVENTS = 100;

/** Behind jobs without a priority, which BullMQ takes first. */
const BULK_PRIORITY = 10;
/** Part of a queue that bulk may fill: what somebody waits for finds room behind the largest upload. */
const BULK_SHARE = 0.5;
const DEFAULT_LIMIT = 10_000;

export const queueStates = ['waiting', 'prioritized', 'active', 'delayed'] as const;
/** Jobs by state: `waiting` ones are interactive, `prioritized` ones bulk, `delayed` ones wait for their next try. */
export type QueueDepth = Record<(typeof queueStates)[number], number>;

/** Where the job of an activity is: on a queue or with a worker, given up, or on none (done, or never put there). */
export type JobPlace = { kind: 'queued' } | { kind: 'failed'; reason: string } | { kind: 'none' };

export type InferenceQueue = {
  /**
   * Adds the job of an activity; a retried activity finds the job it had. What is interactive is taken before what is bulk.
   * @throws DocketError `unavailable.redis`; `unavailable.queue-full` where the model's queue is at its limit.
   */
  enqueue(job: InferenceJob): Promise<void>;
  depth(model: string): Promise<QueueDepth>;
  /** Looks for the job of an activity on the queues of these models. @throws DocketError `unavailable.redis` */
  find(target: ActivityTarget, models: readonly string[]): Promise<JobPlace>;
  close(): Promise<void>;
};

/**
 * Opens the producers' side of the inference queues: one queue a model, opened at its first use.
 * @param limit jobs that a queue may hold, those that run included
 */
export function openInferenceQueue(
  redisUrl: string,
  prefix: string = QUEUE_PREFIX,
  limit: number = DEFAULT_LIMIT,
): InferenceQueue {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', () => {});
  const admission = queueAdmission(connection, prefix);
  const queues = new Map<string, Queue<InferenceJob>>();
  const queueOf = (model: string): Queue<InferenceJob> => {
    const known = queues.get(model);
    if (known) return known;
    const opened = new Queue<InferenceJob>(inferenceQueue(model), {
      connection,
      prefix,
      streams: { events: { maxLen: KEEP_EVENTS } },
      defaultJobOptions: {
        attempts: ATTEMPTS,
        backoff: { type: 'capped' },
        removeOnComplete: true,
        removeOnFail: KEEP_FAILED,
      },
    });
    opened.on('error', () => {});
    queues.set(model, opened);
    return opened;
  };

  return {
    async enqueue(given) {
      const job = inferenceJob.parse(given);
      const queue = queueOf(job.model);
      const jobId = jobIdOf(job.target);
      const isBulk = job.urgency === 'bulk';
      const room = Math.floor(limit * (isBulk ? BULK_SHARE : 1));
      await inSendSpan(job.model, async () => {
        const isAdded = await confirmed(async () => {
          if ((await queue.getJobState(jobId)) === 'failed') await queue.remove(jobId);
          if (!(await admission.admit(queue.name, jobId, room))) return false;
          const traced = { ...job, traceparent: activeTraceparent() };
          await queue.add(job.task, traced, { jobId, ...(isBulk ? { priority: BULK_PRIORITY } : {}) });
          await admission.confirm(queue.name, jobId);
          return true;
        });
        if (isAdded) return;
        const kind = isBulk ? 'bulk jobs' : 'jobs';
        throw new DocketError('unavailable.queue-full', `The queue of ${job.model} holds ${room} ${kind}, its limit`);
      });
    },
    depth: (model) =>
      confirmed(async () => {
        const {
          waiting = 0,
          prioritized = 0,
          active = 0,
          delayed = 0,
        } = await queueOf(model).getJobCounts(...queueStates);
        return { waiting, prioritized, active, delayed };
      }),
    find: (target, models) =>
      confirmed(async () => {
        const jobId = jobIdOf(target);
        for (const model of models) {
          const queue = queueOf(model);
          const state = await queue.getJobState(jobId);
          if (state === 'failed') {
            const job = await queue.getJob(jobId);
            return { kind: 'failed', reason: job?.failedReason ?? 'no reason given' };
          }
          if (state !== 'unknown') return { kind: 'queued' };
        }
        return { kind: 'none' };
      }),
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      connection.disconnect();
    },
  };
}

function inSendSpan<T>(model: string, send: () => Promise<T>): Promise<T> {
  const queue = inferenceQueue(model);
  const attributes = {
    'messaging.system': 'bullmq',
    'messaging.destination.name': queue,
    'messaging.operation.type': 'send',
  };
  return wrapTracer(trace.getTracer('docket')).withActiveSpan(
    `send ${queue}`,
    { kind: SpanKind.PRODUCER, attributes },
    send,
  );
}

async function confirmed<T>(command: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CONFIRM_MS} ms`)), CONFIRM_MS);
  });
  try {
    return await Promise.race([command(), limit]);
  } catch (cause) {
    throw new DocketError('unavailable.redis', 'The inference queue in Redis does not answer', { cause });
  } finally {
    clearTimeout(timer);
  }
}
