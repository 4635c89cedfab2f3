import '../models/quiet-runtime.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { BatchReport } from '../models/batching/run-scheduler.ts';
import { CPU_LIMITS, openSessions } from '../models/session-pool.ts';
import { paddedRows } from '../models/tensor.ts';
import { openTicketSpecialist } from '../models/ticket-specialist.ts';
import { costOver, figuresOf, ratioOf, sideBySide, timed } from './measure.ts';
import { type BenchModels, DESK } from './models.ts';
import type { BenchContext, Part } from './part.ts';
import { startQueueService } from './queue-service.ts';
import type { Section } from './report.ts';
import { tickets } from './samples.ts';

const ROUNDS = 7;
const SLICES = 6;
const SLICE = 64;
const CLIENTS = 32;
const EACH = 6;

/** One session thread with one compute thread, with batches or each text on its own. */
async function openDesk(models: BenchModels, maxRows: number, onBatch: (batch: BatchReport) => void = () => {}) {
  const sessions = openSessions({ providers: 'cpu', threads: 1, limits: { ...CPU_LIMITS, maxRows }, onBatch });
  return { sessions, specialist: await openTicketSpecialist(models.registry, sessions, DESK) };
}

/** Texts of one to four sentences: rows of several widths. */
function mixedTickets(count: number): string[] {
  const sentences = tickets(count * 4);
  return Array.from({ length: count }, (_, index) => sentences.slice(index, index + 1 + (index % 4)).join('. '));
}

/** A bulk through the queue beside a bare loop over the very batches that it was run in. */
async function serviceOverBare({ models, rounds }: BenchContext): Promise<Section> {
  const session = await InferenceSession.create(models.registry.files(DESK).model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  let batches: BatchReport[] = [];
  const { sessions, specialist } = await openDesk(models, CPU_LIMITS.maxRows, (batch) => batches.push(batch));
  const service = await startQueueService();
  const job = service.serve(specialist);
  const texts = mixedTickets(SLICES * SLICE);
  const slices = Array.from({ length: SLICES }, (_, slice) => texts.slice(slice * SLICE, (slice + 1) * SLICE));
  const cpu: Record<'bare' | 'service', number[]> = { bare: [], service: [] };
  const withCpu = async (name: 'bare' | 'service', work: () => Promise<unknown>) => {
    const before = process.cpuUsage();
    const ms = await timed(texts.length, work);
    const { user, system } = process.cpuUsage(before);
    cpu[name].push((user + system) / 1000 / texts.length);
    return ms;
  };
  const bareLoop = async (shapes: readonly BatchReport[]) => {
    for (const { rows, tokens } of shapes) {
      const width = tokens / rows;
      const ids = Array.from({ length: rows }, () => new Array<number>(width).fill(1));
      const feeds = { input_ids: paddedRows(ids, width, 0), attention_mask: paddedRows(ids, width, 0) };
      const tensors = Object.entries(feeds).map(([name, { type, data, dims }]) => [
        name,
        type === 'int64' ? new Tensor('int64', data, dims) : new Tensor('float32', data, dims),
      ]);
      await session.run(Object.fromEntries(tensors));
    }
  };
  const contenders = {
    'service: queue, batches, decisions, blobs': () => {
      batches = [];
      return withCpu('service', () => Promise.all(slices.map((slice) => job(slice))));
    },
    'bare onnxruntime loop, the same batches': () => withCpu('bare', () => bareLoop(batches)),
  };
  try {
    await timed(1, contenders['service: queue, batches, decisions, blobs']);
    const figures = await sideBySide(contenders, rounds(ROUNDS));
    const bare = figures['bare onnxruntime loop, the same batches'];
    const served = figures['service: queue, batches, decisions, blobs'];
    const cpuOf = (name: 'bare' | 'service') => figuresOf(cpu[name].slice(-bare.rounds));
    return {
      title: `Inference service over the bare loop: ${DESK}, ${SLICES} slices of ${SLICE} texts, one session thread`,
      unit: 'a text',
      limit: 'bare onnxruntime loop, the same batches',
      figures,
      ratios: {
        service_throughput_over_bare: ratioOf(bare, served, { better: 'higher', goal: 0.9 }),
        service_cpu_over_bare: costOver(cpuOf('service'), cpuOf('bare')),
      },
      notes: [
        `CPU ms a text, all threads: service ${cpuOf('service').median.toFixed(2)}, bare ${cpuOf('bare').median.toFixed(2)}.`,
        `${batches.length} batches of ${batches.map(({ rows, tokens }) => `${rows}×${tokens / rows}`).join(' ')}`,
      ],
    };
  } finally {
    await service.stop();
    await Promise.all([sessions.close(), session.release()]);
  }
}

/** `CLIENTS` callers, each with the next text as soon as it has its answer: with batches, and each text on its own. */
async function batchedOverUnbatched({ models, rounds }: BenchContext): Promise<Section> {
  const service = await startQueueService();
  const batched = await openDesk(models, CPU_LIMITS.maxRows);
  const single = await openDesk(models, 1);
  const texts = tickets(CLIENTS * EACH);
  const waits = new Map<string, number[]>();
  const load = (name: string, ask: (text: string) => Promise<unknown>) => async () => {
    const own = waits.get(name) ?? [];
    waits.set(name, own);
    const client = async (number: number) => {
      for (const text of texts.slice(number * EACH, (number + 1) * EACH)) own.push(await timed(1, () => ask(text)));
    };
    return timed(texts.length, () => Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number))));
  };
  const throughQueue = (specialist: typeof batched.specialist) => {
    const job = service.serve(specialist);
    return (text: string) => job([text], 'interactive');
  };
  const names = {
    pool: 'worker alone, batches of up to 32',
    poolSingle: 'worker alone, each text on its own',
    queue: 'through the queue, batches of up to 32',
    queueSingle: 'through the queue, each text on its own',
  };
  const contenders = {
    [names.pool]: load(names.pool, (text) => batched.specialist.triage([text])),
    [names.poolSingle]: load(names.poolSingle, (text) => single.specialist.triage([text])),
    [names.queue]: load(names.queue, throughQueue(batched.specialist)),
    [names.queueSingle]: load(names.queueSingle, throughQueue(single.specialist)),
  };
  try {
    const figures = await sideBySide(contenders, rounds(ROUNDS));
    const p95 = (name: string) => {
      const sorted = (waits.get(name) ?? []).toSorted((a, b) => a - b);
      return sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN;
    };
    const gain = (single: string, many: string) =>
      ratioOf(figures[single], figures[many], { better: 'higher', goal: 1.5 });
    return {
      title: `Micro-batching: ${DESK}, ${CLIENTS} clients in a closed loop, one text each, one session thread`,
      unit: 'a text',
      limit: names.pool,
      figures,
      ratios: {
        batched_over_unbatched_throughput: gain(names.poolSingle, names.pool),
        batched_over_unbatched_p95: p95(names.pool) / p95(names.poolSingle),
        queue_batched_over_unbatched_throughput: gain(names.queueSingle, names.queue),
        queue_batched_over_unbatched_p95: p95(names.queue) / p95(names.queueSingle),
      },
      notes: Object.values(names).map((name) => `p95 of an answer, ${name}: ${p95(name).toFixed(1)} ms`),
    };
  } finally {
    await service.stop();
    await Promise.all([batched.sessions.close(), single.sessions.close()]);
  }
}

/** What batches at the session threads bring, and what the service around the model costs. */
export const batching: Part = {
  name: 'batching',
  async *sections(context) {
    yield await serviceOverBare(context);
    yield await batchedOverUnbatched(context);
  },
};
