import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openInferenceQueue } from '../../models/inference-queue.ts';
import { parseConfig } from '../../schemas/config.ts';
import { triageBlob } from '../../schemas/queues.ts';
import { getJson, putJson } from '../../store/blobs/json.ts';
import { openBlobStore } from '../../store/blobs/open.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { fixtureModels } from '../models/fixture-models.ts';
import { type AskingWorker, startAskingWorker } from './async-activity/asking-worker.ts';
import { killProcesses, startProcess } from './inference-process.ts';

/** A desk that ships, long texts and many jobs: also on a fast processor SIGTERM finds some under way and others waiting. */
const DESK = 'banking77';
const JOBS = 40;
const TEXTS = Array.from({ length: 16 }, (_, index) => `my card ${index} was stolen on the way `.repeat(10));

describe('inference worker that is told to end', () => {
  let engines: Engines;
  let asking: AskingWorker;
  let queue: ReturnType<typeof openInferenceQueue>;
  const dataDir = mkdtempSync(join(tmpdir(), 'docket-drain-'));
  const blobs = openBlobStore(parseConfig({ DOCKET_DATA_DIR: dataDir }));
  const env = (more: NodeJS.ProcessEnv = {}) => ({
    PATH: process.env.PATH,
    DOCKET_DATA_DIR: dataDir,
    REDIS_URL: engines.redisUrl,
    TEMPORAL_ADDRESS: engines.temporalAddress,
    DOCKET_QUEUE_PREFIX: engines.unique,
    DOCKET_INFERENCE_METRICS_PORT: '0',
    DOCKET_PROVIDERS: 'cpu',
    DOCKET_MODEL_MEMORY_MB: '1',
    ...more,
  });
  before(async () => {
    cpSync(fixtureModels, join(dataDir, 'models'), { recursive: true });
    engines = await startEngines({ temporal: true, redis: true });
    asking = await startAskingWorker(engines);
    queue = openInferenceQueue(engines.redisUrl, engines.unique);
  });
  after(async () => {
    killProcesses();
    await queue.close();
    await asking.close();
    await engines.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('ends what is under way or hands it back, leaves the rest in Redis; another worker answers it', async () => {
    const texts = await putJson(blobs, TEXTS);
    const ask = () => asking.ask({ task: 'triage', model: DESK, texts });
    const asked = await Promise.all(Array.from({ length: JOBS }, ask));
    while ((await queue.depth(DESK)).prioritized < JOBS) await sleep(50);

    const patient = await startProcess(env());
    await Promise.race(asked.map((handle) => handle.result()));
    assert.equal(await patient.stop('SIGTERM'), 0);
    const left = await queue.depth(DESK);
    assert.equal(left.active, 0);
    assert.ok(left.prioritized > 0 && left.prioritized < JOBS, `${left.prioritized} jobs are left`);

    const hurried = await startProcess(env({ DOCKET_DRAIN_MS: '1' }));
    for (let depth = await queue.depth(DESK); depth.active === 0; depth = await queue.depth(DESK)) {
      assert.ok(depth.prioritized > 0, 'no job is left to hand back');
      await sleep(5);
    }
    assert.equal(await hurried.stop('SIGTERM'), 0);
    const handedBack = await queue.depth(DESK);
    assert.equal(handedBack.active, 0);
    assert.ok(handedBack.prioritized > 0);

    const last = await startProcess(env());
    for (const handle of asked) {
      assert.equal((await getJson(blobs, await handle.result(), triageBlob)).length, TEXTS.length);
    }
    const metrics = await (await fetch(`http://127.0.0.1:${last.ready.metricsPort}/metrics`)).text();
    assert.doesNotMatch(metrics, /outcome="stalled"/);
    assert.equal(await last.stop('SIGTERM'), 0);
  });

  it('within its memory limit loads one model after the other, each as it is asked for', async () => {
    const worker = await startProcess(env());
    const metricsOf = async () => (await fetch(`http://127.0.0.1:${worker.ready.metricsPort}/metrics`)).text();
    const loaded = async () =>
      [...(await metricsOf()).matchAll(/model_memory_bytes\{model="([\w-]+)"\} [1-9]/g)].map(([, name]) => name);
    assert.deepEqual(await loaded(), []);
    const texts = await putJson(blobs, ['refund']);
    for (const model of ['desk-tiny', DESK, 'desk-tiny']) {
      await (await asking.ask({ task: 'triage', model, texts })).result();
      assert.deepEqual(await loaded(), [model]);
    }
    assert.equal(await worker.stop('SIGTERM'), 0);
  });
});
