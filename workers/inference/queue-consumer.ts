import { SpanKind, trace } from '@opentelemetry/api';
import { wrapTracer } from '@opentelemetry/api/experimental';
import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { contextOf } from '../../observability/trace-context.ts';
import { DocketError } from '../../schemas/errors.ts';
import { type InferenceJob, inferenceJob, inferenceQueue, type QueuedJob } from '../../schemas/queues.ts';
import { putJson } from '../../store/blobs/json.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import type { ActivityCompletion } from './activity-completion.ts';
import type { InferenceMetrics } from './inference-metrics.ts';
import type { InferenceTask } from './inference-task.ts';
import { judge, retryDelayMs } from './job-verdict.ts';
import { JobsInHand } from './jobs-in-hand.ts';

/** Times a job may outlive a worker that ended while it ran; then it is the likely cause. */
const MOST_STALLS = 2;

export type ConsumerSettings = { prefix: string; threads: number; lockMs?: number; stalledCheckMs?: number };

export type ConsumerPorts = {
  redis: Redis;
  blobs: BlobStore;
  completion: ActivityCompletion;
  metrics: InferenceMetrics;
  log: Logger;
};

export type QueueConsumer = {
  /** Tells how much of a full batch was run for this model. */
  worked(batches: number): void;
  /** Takes no more jobs and waits for those under way; after the limit they go back to the queue. */
  close(limitMs?: number): Promise<void>;
};

/**
 * Consumes the queue of one model: each job completes its own activity. Locks of running jobs are renewed; those of a dead
 * worker lapse and its jobs go to another.
 */
export function consumeQueue(
  model: string,
  task: InferenceTask,
  settings: ConsumerSettings,
  { redis, blobs, completion, metrics, log }: ConsumerPorts,
): QueueConsumer {
  const inHand = new JobsInHand(settings.threads);
  const handBack = new AbortController();
  const handedBack = new Promise<'handed back'>((resolve) => {
    handBack.signal.addEventListener('abort', () => resolve('handed back'), { once: true });
  });

  const answer = async (job: QueuedJob): Promise<void> => {
    const result = await task(job);
    const ended = await completion.complete(job.target, await putJson(blobs, result));
    metrics.job(model, ended === 'late' ? 'late' : 'completed');
    if (ended === 'late') log.warn({ model, target: job.target }, 'late answer dropped');
  };
  const fail = async (target: InferenceJob['target'], error: DocketError): Promise<void> => {
    log.error({ model, target, code: error.code, err: error }, 'job failed for good');
    const ended = await completion.fail(target, error);
    metrics.job(model, ended === 'late' ? 'late' : 'failed');
  };
  const settle = async (job: Job<InferenceJob>, parsed: QueuedJob): Promise<void> => {
    try {
      await answer(parsed);
    } catch (error) {
      const verdict = judge(error, job.attemptsMade + 1);
      if (verdict.kind === 'final') return fail(parsed.target, verdict.error);
      metrics.job(model, 'retried');
      log.warn({ model, target: parsed.target, attempt: job.attemptsMade + 1, err: error }, 'job goes back');
      throw verdict.error;
    } finally {
      inHand.ended();
      worker.concurrency = inHand.most;
    }
  };

  const worker = new Worker<InferenceJob>(
    inferenceQueue(model),
    async (job: Job<InferenceJob>, token) => {
      const parsed = inferenceJob.safeParse(job.data);
      if (!parsed.success) throw new UnrecoverableError(`not an inference job: ${parsed.error.message}`);
      const settled = inProcessSpan(model, parsed.data, () => settle(job, parsed.data));
      if ((await Promise.race([settled, handedBack])) !== 'handed back') return;
      settled.catch((err) => log.debug({ model, err }, 'a job that was handed back failed here'));
      await job.moveToWait(token);
      metrics.job(model, 'handed-back');
      throw new WaitingError();
    },
    {
      connection: redis,
      prefix: settings.prefix,
      concurrency: inHand.most,
      maxStalledCount: MOST_STALLS,
      settings: { backoffStrategy: retryDelayMs },
      ...(settings.lockMs === undefined ? {} : { lockDuration: settings.lockMs }),
      ...(settings.stalledCheckMs === undefined ? {} : { stalledInterval: settings.stalledCheckMs }),
    },
  );
  worker.on('error', (error) => log.warn({ model, err: error }, 'queue connection'));
  worker.on('stalled', (jobId) => {
    metrics.job(model, 'stalled');
    log.warn({ model, jobId }, 'a worker ended while it ran this job; it is taken up again');
  });
  worker.on('failed', (job, error) => {
    const parsed = inferenceJob.safeParse(job?.data);
    if (!parsed.success || !job?.finishedOn) return;
    const reason = new DocketError('model.failed', `The job was given up: ${error.message}`);
    fail(parsed.data.target, reason).catch((err) => log.error({ model, err }, 'a failed job was not reported'));
  });
  metrics.follow(model);

  return {
    worked: (batches) => inHand.worked(batches),
    async close(limitMs) {
      const timer = limitMs === undefined ? undefined : setTimeout(() => handBack.abort(), limitMs);
      await worker.close();
      clearTimeout(timer);
    },
  };
}

/** The span of one job, from when it is taken to when its activity has its answer: a child of the activity's. */
function inProcessSpan<T>(model: string, { traceparent }: InferenceJob, work: () => Promise<T>): Promise<T> {
  const queue = inferenceQueue(model);
  const attributes = {
    'messaging.system': 'bullmq',
    'messaging.destination.name': queue,
    'messaging.operation.type': 'process',
  };
  const options = { kind: SpanKind.CONSUMER, attributes };
  return wrapTracer(trace.getTracer('docket')).withActiveSpan(
    `process ${queue}`,
    options,
    contextOf(traceparent),
    work,
  );
}
