import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BatchReport } from '../../models/batching/run-scheduler.ts';
import type { InferenceQueue } from '../../models/inference-queue.ts';
import { readGpuUse } from './gpu-use.ts';

export type JobOutcome = 'completed' | 'failed' | 'late' | 'retried' | 'stalled' | 'handed-back';

export type InferenceMetrics = {
  registry: Registry;
  /** Follows the depth of this model's queue. */
  follow(model: string): void;
  batch(batch: BatchReport): void;
  job(model: string, outcome: JobOutcome): void;
  provider(name: string): void;
  /** Bytes of each loaded model, 0 where they were not measured. */
  loaded(models: ReadonlyMap<string, number>): void;
  /** Rows of one batch at most. */
  batchLimit(model: string, rows: number): void;
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
    help: 'Rows (texts, or windows of a page) that ran in one batch; of several models: under each',
    labelNames: ['model'],
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers,
  });
  const waits = new Histogram({
    name: 'docket_inference_wait_seconds',
    help: 'Time a run waited in the worker for its batch',
    labelNames: ['model'],
    buckets: SECONDS,
    registers,
  });
  const runs = new Histogram({
    name: 'docket_inference_seconds',
    help: 'Time a batch ran in onnxruntime',
    labelNames: ['model'],
    buckets: SECONDS,
    registers,
  });
  const jobs = new Counter({
    name: 'docket_inference_jobs_total',
    help: 'Jobs by outcome; late: the activity was no longer waiting; handed-back: the worker ended before it was done',
    labelNames: ['model', 'outcome'],
    registers,
  });
  const provider = new Gauge({
    name: 'docket_inference_provider',
    help: 'The execution provider that the probe chose',
    labelNames: ['provider'],
    registers,
  });
  const memory = new Gauge({
    name: 'docket_inference_model_memory_bytes',
    help: 'Measured memory of each loaded model; 0 where DOCKET_MODEL_MEMORY_MB is not set and nothing was measured',
    labelNames: ['model'],
    registers,
  });
  const largest = new Gauge({
    name: 'docket_inference_batch_rows_limit',
    help: 'Rows of one batch at most; on a GPU found by trial when the model is loaded',
    labelNames: ['model'],
    registers,
  });
  return {
    registry,
    follow: (model) => models.add(model),
    batch({ parts, rows, ranMs }) {
      for (const model of new Set(parts.map(({ flow }) => flow))) {
        sizes.observe({ model }, rows);
        runs.observe({ model }, ranMs / 1000);
      }
      for (const { flow, waitedMs } of parts) waits.observe({ model: flow }, waitedMs / 1000);
    },
    job: (model, outcome) => jobs.inc({ model, outcome }),
    provider(name) {
      provider.set({ provider: name }, 1);
      if (name !== 'cpu') followGpus(registers);
    },
    loaded(measured) {
      memory.reset();
      for (const [model, bytes] of measured) memory.set({ model }, bytes);
    },
    batchLimit: (model, rows) => largest.set({ model }, rows),
  };
}

/** What nvidia-smi says when the metrics are read; nothing where there is none. */
function followGpus(registers: Registry[]): void {
  const labelNames = ['gpu'] as const;
  const total = new Gauge({ name: 'docket_inference_gpu_memory_total_bytes', help: 'Memory', labelNames, registers });
  const busy = new Gauge({
    name: 'docket_inference_gpu_busy_ratio',
    help: 'Part of the last sample period in which a kernel ran',
    labelNames,
    registers,
  });
  new Gauge({
    name: 'docket_inference_gpu_memory_used_bytes',
    help: 'Memory in use by all processes',
    labelNames,
    registers,
    async collect() {
      for (const use of await readGpuUse()) {
        this.set({ gpu: use.gpu }, use.usedBytes);
        total.set({ gpu: use.gpu }, use.totalBytes);
        busy.set({ gpu: use.gpu }, use.busy);
      }
    },
  });
}
