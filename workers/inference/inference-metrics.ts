import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { InferenceQueue } from '../../models/inference-queue.ts';
import type { BatchReport } from './micro-batcher.ts';

export type JobOutcome = 'completed' | 'failed' | 'late' | 'retried' | 'stalled';

export type InferenceMetrics = {
  registry: Registry;
  /** Follows the depth of this model's queue. */
  follow(model: string): void;
  batch(model: string, batch: BatchReport): void;
  job(model: string, outcome: JobOutcome): void;
  provider(name: string): void;
};

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The inference worker's Prometheus metrics. Queue depths are asked for when they are read. */
export function inferenceMetrics(queue: Pick<InferenceQueue, 'depth'>): InferenceMetrics {
  const registry = new Registry();
  const registers = [registry];
  const models = new Set<string>();
  new Gauge({
    name: 'docket_inference_queue_jobs',
    help: 'Jobs on the queue of a model by state',
    labelNames: ['model', 'state'],
    registers,
    async collect() {
      for (const model of models) {
        const depth = await queue.depth(model).catch(() => null);
        for (const [state, count] of Object.entries(depth ?? {})) this.set({ model, state }, count);
      }
    },
  });
  const sizes = new Histogram({
    name: 'docket_inference_batch_size',
    help: 'Jobs that ran in one batch',
    labelNames: ['model'],
    buckets: [1, 2, 4, 8, 16, 32, 64, 128],
    registers,
  });
  const waits = new Histogram({
    name: 'docket_inference_wait_seconds',
    help: 'Time a job waited in the worker for its batch',
    labelNames: ['model'],
    buckets: SECONDS,
    registers,
  });
  const runs = new Histogram({
    name: 'docket_inference_seconds',
    help: 'Time a batch ran, from tokens to decoded answers',
    labelNames: ['model'],
    buckets: SECONDS,
    registers,
  });
  const jobs = new Counter({
    name: 'docket_inference_jobs_total',
    help: 'Jobs by outcome; late: the activity was no longer waiting',
    labelNames: ['model', 'outcome'],
    registers,
  });
  const provider = new Gauge({
    name: 'docket_inference_provider',
    help: 'The execution provider that the probe chose',
    labelNames: ['provider'],
    registers,
  });
  return {
    registry,
    follow: (model) => models.add(model),
    batch(model, batch) {
      sizes.observe({ model }, batch.size);
      runs.observe({ model }, batch.ranMs / 1000);
      for (const waited of batch.waitedMs) waits.observe({ model }, waited / 1000);
    },
    job: (model, outcome) => jobs.inc({ model, outcome }),
    provider: (name) => provider.set({ provider: name }, 1),
  };
}
