import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowFailedError } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { openInferenceQueue } from '../../models/inference-queue.ts';
import { parseConfig } from '../../schemas/config.ts';
import { documentInference, triageBlob } from '../../schemas/queues.ts';
import { getJson, putJson } from '../../store/blobs/json.ts';
import { openBlobStore } from '../../store/blobs/open.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { copyFixtureModels } from '../models/fixture-models.ts';
import { pageOf } from '../models/form-page.ts';
import { type AskingWorker, startAskingWorker } from './async-activity/asking-worker.ts';
import { killProcesses, startProcess } from './inference-process.ts';

async function failureType(handle: { result(): Promise<unknown> }): Promise<string> {
  const error = await handle.result().then(
    () => assert.fail('the activity did not fail'),
    (reason) => reason,
  );
  const cause = error instanceof WorkflowFailedError ? error.cause : undefined;
  const failure = cause instanceof ActivityFailure ? cause.cause : undefined;
  return failure instanceof ApplicationFailure ? `${failure.type} ${failure.nonRetryable}` : String(error);
}

describe('inference worker', () => {
  let engines: Engines;
  let asking: AskingWorker;
  const models = copyFixtureModels();
  const dataDir = mkdtempSync(join(tmpdir(), 'docket-inference-'));
  const env = () => ({
    PATH: process.env.PATH,
    DOCKET_DATA_DIR: dataDir,
    REDIS_URL: engines.redisUrl,
    TEMPORAL_ADDRESS: engines.temporalAddress,
    DOCKET_QUEUE_PREFIX: engines.unique,
    DOCKET_INFERENCE_METRICS_PORT: '0',
    DOCKET_PROVIDERS: 'cpu',
    DOCKET_BATCH_WINDOW_MS: '50',
  });
  const blobs = () => openBlobStore(parseConfig({ DOCKET_DATA_DIR: dataDir }));
  const triage = async (texts: string[], model = 'desk-tiny') =>
    asking.ask({ task: 'triage', model, texts: await putJson(blobs(), texts) });

  before(async () => {
    cpSync(models.folder, join(dataDir, 'models'), { recursive: true });
    engines = await startEngines({ temporal: true, redis: true });
    asking = await startAskingWorker(engines);
  });
  after(async () => {
    killProcesses();
    await asking.close();
    await engines.stop();
    models.remove();
    rmSync(dataDir, { recursive: true });
  });

  it('answers many workflows from shared batches, fails what cannot be answered alone, drains on SIGTERM', async () => {
    const sound = await Promise.all(
      Array.from({ length: 24 }, (_, index) => triage(index % 2 ? ['lost card', 'refund'] : ['transfer'])),
    );
    const queue = openInferenceQueue(engines.redisUrl, engines.unique);
    while ((await queue.depth('desk-tiny')).prioritized < sound.length) await sleep(50);
    const worker = await startProcess(env());
    assert.equal(worker.ready.type, 'ready');
    assert.equal(worker.ready.provider, 'cpu');
    assert.ok(worker.ready.models.includes('desk-tiny'));

    const poisoned = await triage(['refund', 'poison']);
    const missing = await asking.ask({
      task: 'triage',
      model: 'desk-tiny',
      texts: { sha256: '0'.repeat(64), bytes: 2, mediaType: 'application/json' },
    });
    const misdirected = await asking.ask({
      task: 'extract',
      model: 'desk-tiny',
      reading: await putJson(blobs(), {}),
      part: 1,
    });

    const results = await Promise.all(sound.map(async (handle) => getJson(blobs(), await handle.result(), triageBlob)));
    results.forEach((answers, index) => {
      const labels = answers.map(({ label }) => label.label);
      assert.deepEqual(labels, index % 2 ? ['card_lost', 'refund'] : ['transfer']);
    });
    assert.equal(await failureType(poisoned), 'model.failed true');
    assert.equal(await failureType(missing), 'request.not-found true');
    assert.equal(await failureType(misdirected), 'model.unknown true');

    const nobody = { workflowId: `${engines.unique}-gone`, runId: crypto.randomUUID(), activityId: '1' };
    const texts = await putJson(blobs(), ['refund']);
    await queue.enqueue({ task: 'triage', target: nobody, model: 'desk-tiny', texts });
    const metricsOf = async () => (await fetch(`http://127.0.0.1:${worker.ready.metricsPort}/metrics`)).text();
    while (!(await metricsOf()).includes('outcome="late"} 1')) await sleep(50);
    await queue.close();

    const metrics = await metricsOf();
    assert.match(metrics, /docket_inference_jobs_total\{model="desk-tiny",outcome="completed"\} 24/);
    assert.match(metrics, /docket_inference_provider\{provider="cpu"\} 1/);
    assert.match(metrics, /docket_inference_queue_jobs\{model="desk-tiny",state="waiting"\} 0/);
    const batches = Number(/docket_inference_batch_size_count\{model="desk-tiny"\} (\d+)/.exec(metrics)?.[1]);
    assert.ok(batches < sound.length, `${sound.length} jobs ran in ${batches} batches`);
    assert.equal((await fetch(`http://127.0.0.1:${worker.ready.metricsPort}/readyz`)).status, 200);

    assert.equal(await worker.stop('SIGTERM'), 0);
    for (const line of worker.log().trim().split('\n')) assert.equal(JSON.parse(line).part, 'inference-worker');
  });

  it('reads documents from their stored reading, a part each', async () => {
    const worker = await startProcess(env());
    const part = (number: number, lines: string[]) => ({ part: number, pages: [pageOf(lines, 700)], eInvoice: null });
    const file = { format: 'words', parts: [part(1, ['119.00']), part(2, ['Acme GmbH'])], findings: [] };
    const stored = await putJson(blobs(), file);
    const extract = (number: number, fields?: string[]) =>
      asking.ask({ task: 'extract', model: 'form-tiny', reading: stored, part: number, ...(fields && { fields }) });
    const inferenceOf = async (handle: Awaited<ReturnType<typeof extract>>) =>
      getJson(blobs(), await handle.result(), documentInference);
    const [first, second, asked, absent] = await Promise.all([
      extract(1),
      extract(2),
      extract(1, ['issueDate']),
      extract(3),
    ]);
    assert.equal((await inferenceOf(first)).fields.totalGross?.value, '119.00');
    assert.equal((await inferenceOf(second)).fields.sellerName?.value, 'Acme GmbH');
    assert.deepEqual((await inferenceOf(asked)).fields, {});
    assert.equal(await failureType(absent), 'request.not-found true');
    assert.equal(await worker.stop('SIGTERM'), 0);
  });

  it('answers what came while no worker ran', async () => {
    const waiting = await triage(['refund']);
    const worker = await startProcess(env());
    const [answer] = await getJson(blobs(), await waiting.result(), triageBlob);
    assert.equal(answer?.label.label, 'refund');
    assert.equal(await worker.stop('SIGTERM'), 0);
  });
});
