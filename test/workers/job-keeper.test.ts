import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Worker as QueueWorker, UnrecoverableError } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { type InferenceQueue, openInferenceQueue } from '../../models/inference-queue.ts';
import { type ActivityTarget, inferenceQueue } from '../../schemas/queues.ts';
import { createCase } from '../../store/cases.ts';
import { closeDatabase, type Database, openDatabase } from '../../store/database.ts';
import { recordRun } from '../../store/runs.ts';
import { keepJobs } from '../../workers/job-keeper.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { ticketArrival } from '../store/example-cases.ts';
import { startForgetfulWorker } from './async-activity/forgetful-worker.ts';

const MODEL = 'any';
const WAITS_MS = 100;

describe('jobs that activities wait for', () => {
  let engines: Engines;
  let db: Database;
  let queue: InferenceQueue;
  let client: Client;
  let worker: Awaited<ReturnType<typeof startForgetfulWorker>>;
  before(async () => {
    engines = await startEngines({ temporal: true, redis: true });
    db = await openDatabase('pglite:memory');
    queue = openInferenceQueue(engines.redisUrl, engines.unique);
    client = new Client({ connection: await Connection.connect({ address: engines.temporalAddress }) });
    worker = await startForgetfulWorker(engines, queue, MODEL);
  });
  after(async () => {
    await worker.close();
    await Promise.all([queue.close(), client.connection.close(), closeDatabase(db)]);
    await engines.stop();
  });

  /** Starts a workflow whose activity forgets its job so many times, and notes its run. */
  async function ask(forgets: number) {
    const { summary } = await createCase(db, { arrival: ticketArrival(), actor: 'key:test' });
    const handle = await client.workflow.start('waitForJob', {
      workflowId: `${engines.unique}-${summary.id}`,
      taskQueue: engines.unique,
      args: [forgets],
    });
    const run = { workflowId: handle.workflowId, runId: handle.firstExecutionRunId };
    await recordRun(db, { ...run, caseId: summary.id });
    return { handle, target: { ...run, activityId: '1' } };
  }
  const round = () =>
    keepJobs(
      { db, client, queue, models: () => ['none', MODEL], log: pino({ level: 'silent' }), surelyQueuedMs: WAITS_MS },
      null,
    );
  const untilAttempt = async (target: ActivityTarget, attempt: number) => {
    while ((worker.attempts.get(target.workflowId) ?? 0) < attempt) await sleep(50);
    await sleep(1000 + WAITS_MS);
  };
  const isQueued = async (target: ActivityTarget) => (await queue.find(target, [MODEL])).kind === 'queued';

  it('an activity whose worker took it and never queued its job is tried again', async () => {
    const { handle, target } = await ask(1);
    await untilAttempt(target, 1);
    assert.equal(await isQueued(target), false);
    await round();
    await untilAttempt(target, 2);
    assert.equal(await isQueued(target), true);
    await round();
    await client.activity.complete(target, 'done');
    assert.equal(await handle.result(), 'done');
    assert.equal(worker.attempts.get(target.workflowId), 2);
  });

  it('one whose job is on its queue is left alone', async () => {
    const { handle, target } = await ask(0);
    await untilAttempt(target, 1);
    await round();
    await sleep(1000);
    await client.activity.complete(target, 'done');
    assert.equal(await handle.result(), 'done');
    assert.equal(worker.attempts.get(target.workflowId), 1);
  });

  it('one whose job was given up while nobody could be told is told', async () => {
    const { handle, target } = await ask(0);
    await untilAttempt(target, 1);
    const connection = new Redis(engines.redisUrl, { maxRetriesPerRequest: null });
    const consumer = new QueueWorker(inferenceQueue(MODEL), null, { connection, prefix: engines.unique });
    for (let job = await consumer.getNextJob('t'); job; job = await consumer.getNextJob('t', { block: false })) {
      await job.moveToFailed(new UnrecoverableError('it kills its worker'), 't');
    }
    await consumer.close(true);
    connection.disconnect();
    await round();
    await assert.rejects(handle.result(), (error: Error) => {
      assert.match(JSON.stringify(error.cause, ['cause', 'message', 'type']), /model\.failed/);
      return true;
    });
  });
});
