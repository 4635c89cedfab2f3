import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { type InferenceQueue, openInferenceQueue } from '../../models/inference-queue.ts';
import { DocketError } from '../../schemas/errors.ts';
import { type InferenceJob, inferenceQueue, type Urgency } from '../../schemas/queues.ts';
import { type Engines, startEngines } from '../engines/engines.ts';

const LIMIT = 20;
const MODEL = 'flooded';
const blob = { sha256: '0'.repeat(64), bytes: 2, mediaType: 'application/json' };

describe('a queue at its limit', () => {
  let engines: Engines;
  let redis: Redis;
  before(async () => {
    engines = await startEngines({ redis: true });
    redis = new Redis(engines.redisUrl, { maxRetriesPerRequest: null });
  });
  after(async () => {
    redis.disconnect();
    await engines.stop();
  });

  const job = (id: string, urgency: Urgency): InferenceJob => {
    const target = { workflowId: 'flood', runId: 'r', activityId: id };
    return { task: 'triage', target, model: MODEL, texts: blob, urgency };
  };
  /** Whether it entered; what is held back is tried again later, as Temporal does. */
  const enters = async (queue: InferenceQueue, id: string, urgency: Urgency): Promise<boolean> => {
    try {
      await queue.enqueue(job(id, urgency));
      return true;
    } catch (error) {
      assert.ok(error instanceof DocketError && error.code === 'unavailable.queue-full' && error.retry, String(error));
      return false;
    }
  };
  const jobsOf = async (queue: InferenceQueue) =>
    Object.values(await queue.depth(MODEL)).reduce((sum, count) => sum + count, 0);

  it('takes no more than its limit from many producers at once, keeps half of it for what is interactive', async () => {
    const prefix = `${engines.unique}a`;
    const producers = [1, 2, 3].map(() => openInferenceQueue(engines.redisUrl, prefix, LIMIT));
    const [first] = producers;
    assert.ok(first);
    const flood = (urgency: Urgency) =>
      Promise.all(
        producers.flatMap((queue, number) =>
          Array.from({ length: 30 }, (_, index) => enters(queue, `${urgency}-${number}-${index}`, urgency)),
        ),
      );
    const bulk = (await flood('bulk')).filter(Boolean).length;
    assert.equal(bulk, LIMIT / 2);
    assert.equal(await jobsOf(first), LIMIT / 2);
    assert.equal((await flood('interactive')).filter(Boolean).length, LIMIT / 2);
    assert.equal(await jobsOf(first), LIMIT);
    assert.equal(await redis.zcard(`${prefix}:${inferenceQueue(MODEL)}:places`), 0);
    await Promise.all(producers.map((queue) => queue.close()));
  });

  it('lets a retried activity find its job though the queue is full', async () => {
    const queue = openInferenceQueue(engines.redisUrl, `${engines.unique}b`, 2);
    assert.equal(await enters(queue, 'one', 'interactive'), true);
    assert.equal(await enters(queue, 'two', 'interactive'), true);
    assert.equal(await enters(queue, 'three', 'interactive'), false);
    assert.equal(await enters(queue, 'one', 'interactive'), true);
    assert.equal(await jobsOf(queue), 2);
    await queue.close();
  });

  it('under a flood that is tried again until it enters, it stays within its limit and everything is done, once', async () => {
    const prefix = `${engines.unique}c`;
    const queue = openInferenceQueue(engines.redisUrl, prefix, LIMIT);
    const done: string[] = [];
    const worker = new Worker<InferenceJob>(
      inferenceQueue(MODEL),
      async ({ data }) => {
        await sleep(1);
        done.push(data.target.activityId);
      },
      { connection: redis, prefix, concurrency: 4 },
    );
    worker.on('error', () => {});
    let most = 0;
    let isFlooding = true;
    const watch = (async () => {
      while (isFlooding) {
        most = Math.max(most, await jobsOf(queue));
        await sleep(1);
      }
    })();
    let heldBack = 0;
    const bulk = Array.from({ length: 300 }, (_, index) => `b${index}`);
    const interactive = Array.from({ length: 10 }, (_, index) => `i${index}`);
    const put = async (id: string, urgency: Urgency) => {
      while (!(await enters(queue, id, urgency))) {
        heldBack++;
        await sleep(10);
      }
    };
    await Promise.all([...bulk.map((id) => put(id, 'bulk')), ...interactive.map((id) => put(id, 'interactive'))]);
    while (done.length < bulk.length + interactive.length) await sleep(10);
    isFlooding = false;
    await watch;
    await worker.close();
    assert.ok(heldBack > 0);
    assert.ok(most <= LIMIT, `${most} jobs at once`);
    assert.deepEqual(done.toSorted(), [...bulk, ...interactive].toSorted());
    await queue.close();
  });

  it('takes what is interactive before bulk that came earlier', async () => {
    const prefix = `${engines.unique}d`;
    const queue = openInferenceQueue(engines.redisUrl, prefix);
    await queue.enqueue(job('bulk', 'bulk'));
    await queue.enqueue(job('case', 'interactive'));
    assert.deepEqual(await queue.depth(MODEL), { waiting: 1, prioritized: 1, active: 0, delayed: 0 });
    const worker = new Worker(inferenceQueue(MODEL), null, { connection: redis, prefix });
    const taken = [await worker.getNextJob('token'), await worker.getNextJob('token')];
    assert.deepEqual(
      taken.map((found) => found?.data.target.activityId),
      ['case', 'bulk'],
    );
    await worker.close(true);
    await queue.close();
  });
});
