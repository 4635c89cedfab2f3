import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { silentProgress } from '../../deploy/local/progress.ts';
import { provideRedis } from '../../deploy/local/redis.ts';
import { openInferenceQueue } from '../../models/inference-queue.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { openTicketSpecialist } from '../../models/ticket-specialist.ts';
import { parseConfig } from '../../schemas/config.ts';
import { inferenceQueue, triageBlob } from '../../schemas/queues.ts';
import { getJson, putJson } from '../../store/blobs/json.ts';
import { openBlobStore } from '../../store/blobs/open.ts';
import { activityCompletion } from '../../workers/inference/activity-completion.ts';
import { inferenceMetrics } from '../../workers/inference/inference-metrics.ts';
import { ticketTask } from '../../workers/inference/inference-task.ts';
import { consumeQueue } from '../../workers/inference/queue-consumer.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { fixtureModels } from '../models/fixture-models.ts';
import { type AskingWorker, startAskingWorker } from './async-activity/asking-worker.ts';
import { switchableProxy } from './async-activity/switchable-proxy.ts';

const MODEL = 'desk-tiny';
const folder = mkdtempSync(join(tmpdir(), 'docket-outages-'));
const blobs = openBlobStore(parseConfig({ DOCKET_DATA_DIR: folder }));
const registry = openRegistry({ extraFolders: [fixtureModels] });
const sessions = openSessions({ providers: 'cpu', threads: 1 });

/** A consumer in this process whose outcomes can be awaited. */
async function startConsumer(options: { redisUrl: string; prefix: string; temporalAddress: string }) {
  const redis = new Redis(options.redisUrl, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
  const queue = openInferenceQueue(options.redisUrl, options.prefix);
  const metrics = inferenceMetrics(queue);
  const connection = Connection.lazy({ address: options.temporalAddress });
  const consumer = consumeQueue(
    MODEL,
    ticketTask(await openTicketSpecialist(registry, sessions, MODEL), blobs),
    { prefix: options.prefix, threads: 1, stalledCheckMs: 200 },
    {
      redis,
      blobs,
      completion: activityCompletion(new Client({ connection }), 500),
      metrics,
      log: pino({ level: 'silent' }),
    },
  );
  return {
    async saw(outcome: string) {
      while (!new RegExp(`outcome="${outcome}"} [1-9]`).test(await metrics.registry.metrics())) await sleep(50);
    },
    async close() {
      await consumer.close();
      await Promise.all([queue.close(), connection.close()]);
      redis.disconnect();
    },
  };
}

describe('inference through outages', () => {
  let engines: Engines;
  let asking: AskingWorker;
  before(async () => {
    engines = await startEngines({ temporal: true, redis: true });
    asking = await startAskingWorker(engines);
  });
  after(async () => {
    await asking.close();
    await engines.stop();
    await sessions.close();
    rmSync(folder, { recursive: true });
  });
  const ask = async () => asking.ask({ task: 'triage', model: MODEL, texts: await putJson(blobs, ['refund']) });
  const labelOf = async (handle: Awaited<ReturnType<typeof ask>>) =>
    (await getJson(blobs, await handle.result(), triageBlob))[0]?.label.label;

  it('takes up the job of a worker that died while it ran it', async () => {
    const handle = await ask();
    const connection = new Redis(engines.redisUrl, { maxRetriesPerRequest: null });
    const dead = new Worker(inferenceQueue(MODEL), null, { connection, prefix: engines.unique, lockDuration: 300 });
    while (!(await dead.getNextJob('dead'))) await sleep(50);
    await dead.close(true);
    connection.disconnect();
    const consumer = await startConsumer({ ...engines, prefix: engines.unique });
    assert.equal(await labelOf(handle), 'refund');
    await consumer.saw('stalled');
    await consumer.close();
  });

  it('keeps an answer that Temporal cannot take until it is back', async () => {
    const proxy = await switchableProxy(engines.temporalAddress);
    const consumer = await startConsumer({ ...engines, prefix: engines.unique, temporalAddress: proxy.address });
    const handle = await ask();
    await consumer.saw('retried');
    await proxy.up();
    assert.equal(await labelOf(handle), 'refund');
    await consumer.close();
    await proxy.down();
  });

  it('says so while Redis is away, loses nothing, and goes on when it is back', async () => {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const start = () =>
      provideRedis({ config: parseConfig({}), dataDir: join(folder, 'engine'), progress: silentProgress, port });
    let redis = await start();
    const consumer = await startConsumer({ ...engines, redisUrl: redis.address, prefix: 'docket' });
    const queue = openInferenceQueue(redis.address);
    const texts = await putJson(blobs, ['refund']);
    const job = (model: string) => {
      const target = { workflowId: `${engines.unique}-gone`, runId: crypto.randomUUID(), activityId: model };
      return { task: 'triage', target, model, texts } as const;
    };
    await queue.enqueue(job('unserved'));
    await redis.stop();
    await assert.rejects(queue.enqueue(job(MODEL)), { code: 'unavailable.redis', retry: true });
    redis = await start();
    await queue.enqueue(job(MODEL));
    await consumer.saw('late');
    assert.deepEqual(await queue.depth('unserved'), { waiting: 0, prioritized: 1, active: 0, delayed: 0 });
    await queue.close();
    await consumer.close();
    await redis.stop();
  });

  it('a retried activity finds the job it had, and a failed one is put on again', async () => {
    const queue = openInferenceQueue(engines.redisUrl, `${engines.unique}x`);
    const target = { workflowId: 'a:b', runId: 'r', activityId: '1' };
    const job = { task: 'triage', target, model: 'twice', texts: await putJson(blobs, ['refund']) } as const;
    await queue.enqueue(job);
    await queue.enqueue(job);
    assert.equal((await queue.depth('twice')).prioritized, 1);
    const connection = new Redis(engines.redisUrl, { maxRetriesPerRequest: null });
    const worker = new Worker(inferenceQueue('twice'), null, { connection, prefix: `${engines.unique}x` });
    const taken = await worker.getNextJob('token');
    await taken?.moveToFailed(new UnrecoverableError('given up'), 'token');
    await queue.enqueue(job);
    assert.equal((await queue.depth('twice')).prioritized, 1);
    await worker.close(true);
    connection.disconnect();
    await queue.close();
  });
});
