import { SpanKind, trace } from '@opentelemetry/api';
import { wrapTracer } from '@opentelemetry/api/experimental';
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { modelError } from '../../models/together-or-singly.ts';
import { contextOf } from '../../observability/trace-context.ts';
import { DocketError } from '../../schemas/errors.ts';
import { type InferenceJob, inferenceJob, inferenceQueue } from '../../schemas/queues.ts';
import { putJson } from '../../store/blobs/json.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import type { ActivityCompletion } from './activity-completion.ts';
import { BatchSpans } from './batch-spans.ts';
import type { InferenceMetrics } from './inference-metrics.ts';
import type { InferenceTask } from './inference-task.ts';
import { judge, retryDelayMs } from './job-verdict.ts';
import { type BatchSettings, MicroBatcher } from './micro-batcher.ts';

/** Times a job may outlive a worker that ended while it ran; then it is the likely cause. */
const MOST_STALLS = 2;

export type ConsumerSettings = { prefix: string; batch: BatchSettings; lockMs?: number; stalledCheckMs?: number };

export type ConsumerPorts = {
  redis: Redis;
  blobs: BlobStore;
  completion: ActivityCompletion;
  metrics: InferenceMetrics;
  log: Logger;
};

export type QueueConsumer = {
  /** Takes no more jobs and waits for those under way. */
  close(): Promise<void>;
};

/**
 * Consumes the queue of one model: jobs of many workflows run together in micro-batches, each completes its own
 * activity. Locks of running jobs are renewed; those of a dead worker lapse and its jobs go to another.
 */
export function consumeQueue<Item extends object>(
  model: string,
  openTask: () => Promise<InferenceTask<Item>>,
  settings: ConsumerSettings,
  { redis, blobs, completion, metrics, log }: ConsumerPorts,
): QueueConsumer {
  let opened: Promise<InferenceTask<Item>> | undefined;
  const task = () => {
    opened ??= openTask();
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  };
  const runBatch = async (items: readonly Item[]) => {
    try {
      return await (await task()).run(items);
    } catch (error) {
      return items.map(() => modelError(error));
    }
  };
  const spans = new BatchSpans<Item, object>(model, runBatch);
  const batcher = new MicroBatcher<Item, object>(settings.batch, spans.run, (batch) => metrics.batch(model, batch));

  const answer = async (job: InferenceJob): Promise<void> => {
    const result = await batcher.submit(spans.follow(await (await task()).load(job)));
    if (result instanceof DocketError) throw result;
    const ended = await completion.complete(job.target, await putJson(blobs, result));
    metrics.job(model, ended === 'late' ? 'late' : 'completed');
    if (ended === 'late') log.warn({ model, target: job.target }, 'late answer dropped');
  };
  const fail = async (target: InferenceJob['target'], error: DocketError): Promise<void> => {
    log.error({ model, target, code: error.code, err: error }, 'job failed for good');
    const ended = await completion.fail(target, error);
    metrics.job(model, ended === 'late' ? 'late' : 'failed');
  };

  const worker = new Worker<InferenceJob>(
    inferenceQueue(model),
    async (job: Job<InferenceJob>) => {
      const parsed = inferenceJob.safeParse(job.data);
      if (!parsed.success) throw new UnrecoverableError(`not an inference job: ${parsed.error.message}`);
      await inProcessSpan(model, parsed.data, async () => {
        try {
          await answer(parsed.data);
        } catch (error) {
          const verdict = judge(error, job.attemptsMade + 1);
          if (verdict.kind === 'final') return fail(parsed.data.target, verdict.error);
          metrics.job(model, 'retried');
          log.warn({ model, target: parsed.data.target, attempt: job.attemptsMade + 1, err: error }, 'job goes back');
          throw verdict.error;
        }
      });
    },
    {
      connection: redis,
      prefix: settings.prefix,
      concurrency: settings.batch.size * (settings.batch.parallel + 1),
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
  task().catch((error) => log.error({ model, err: error }, 'the model cannot be opened'));

  return { close: () => worker.close() };
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
