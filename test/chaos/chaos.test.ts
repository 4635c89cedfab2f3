import assert from 'node:assert/strict';
import { globSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Client, Connection } from '@temporalio/client';
import { eq } from 'drizzle-orm';
import { type CheckName, judge } from '../../bench/load/checks.ts';
import { collectEvidence, type Witnesses } from '../../bench/load/collect.ts';
import { MIX } from '../../bench/load/requests.ts';
import { silentProgress } from '../../deploy/local/progress.ts';
import { openInferenceQueue } from '../../models/inference-queue.ts';
import { cases, webhookOutbox } from '../../store/tables.ts';
import type { Fault } from './plan.ts';
import type { Point } from './points.ts';
import { type ChaosResult, runChaos } from './run-chaos.ts';

/** Each process dies once, and writes go wrong in each of the six ways. */
const POINTS: readonly Point[] = [
  { write: 'job queued', way: 'client killed before the write' },
  { write: 'case stored', way: 'client killed after the write, before the answer' },
  { write: 'result recorded', way: 'answer lost' },
  { write: 'answer given', way: 'client killed after the write, before the answer' },
  { write: 'result recorded', way: 'engine killed after the write, before the answer' },
  { write: 'job queued', way: 'engine killed after the write, before the answer' },
  { write: 'workflow started', way: 'engine killed before the write' },
  { write: 'case stored', way: 'engine killed inside the transaction' },
  { write: 'result recorded', way: 'engine killed inside the transaction' },
];
const FAULTS: readonly Fault[] = POINTS.map((point) => ({ kind: 'point', pauseMs: 0, point, nth: 1 }));
const SEED = 7;
const IN_FLIGHT = 40;
const SETTLE_MS = 5 * 60_000;

/** Ways to break what the run left, and the promise that has to notice. */
const damages: [CheckName, (witnesses: Witnesses) => Promise<unknown>][] = [
  [
    'queues are empty',
    async ({ stack }) => {
      const queue = openInferenceQueue(stack.engines.REDIS_URL);
      const target = { workflowId: 'gone', runId: 'gone', activityId: '1' };
      const texts = { sha256: '0'.repeat(64), bytes: 1, mediaType: 'application/json' };
      await queue.enqueue({ task: 'triage', target, model: 'not-served', texts });
      await queue.close();
    },
  ],
  [
    'every open workflow waits for a person',
    async ({ stack }) => {
      const connection = await Connection.connect({ address: stack.engines.TEMPORAL_ADDRESS });
      const client = new Client({ connection });
      await client.workflow.start('none', { workflowId: 'stray', taskQueue: 'nobody' });
      await connection.close();
    },
  ],
  [
    'every event arrived under one id',
    async ({ db, receiver }) => {
      const [id] = receiver.received.keys();
      await db.delete(webhookOutbox).where(eq(webhookOutbox.id, id ?? ''));
    },
  ],
  [
    'blobs are there',
    async ({ stack, db }) => {
      const [found] = await db.select().from(cases).where(eq(cases.kind, 'document')).limit(1);
      const sha256 = found?.arrival.kind === 'document' ? found.arrival.blob.sha256 : '';
      rmSync(globSync(join(stack.service.blobs, '*', '*', sha256))[0] ?? '');
    },
  ],
  [
    'the audit chain verifies',
    async ({ db }) => {
      await db.execute('alter table audit_entries disable trigger all');
      await db.execute('delete from audit_entries where sequence = 3');
    },
  ],
  [
    'every case has one result',
    async ({ db }) => {
      await db.execute('alter table outcomes disable trigger all');
      await db.execute('delete from outcomes where ctid = (select ctid from outcomes limit 1)');
    },
  ],
];

describe('every process of the service is killed while cases are in flight', () => {
  let dataDir: string;
  let result: ChaosResult;
  const noticed = new Map<CheckName, string[]>();

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'docket-chaos-'));
    const settings = {
      dataDir,
      seed: SEED,
      inFlight: IN_FLIGHT,
      mix: MIX,
      faults: FAULTS,
      until: () => false,
      receiverFailures: 1,
      settleMs: SETTLE_MS,
      progress: silentProgress,
    };
    result = await runChaos(settings, async (witnesses) => {
      for (const [name, damage] of damages) {
        await damage(witnesses);
        const verdict = judge(await collectEvidence(witnesses)).find((one) => one.name === name);
        noticed.set(name, verdict?.problems ?? []);
      }
    });
  });
  after(() => rm(dataDir, { recursive: true, force: true }));

  it('reaches every point and everybody comes back', () => {
    for (const { fault, at, backAt } of result.log) {
      assert.ok(at !== null && backAt !== null, `not reached: ${JSON.stringify(fault)}`);
    }
    assert.equal(result.log.length, FAULTS.length);
    assert.deepEqual(result.left, {});
  });

  it('keeps every promise', () => {
    const broken = result.verdicts.filter(({ problems }) => problems.length > 0);
    assert.deepEqual(broken, [], JSON.stringify(broken, null, 2));
    assert.ok(result.evidence.cases.length >= IN_FLIGHT);
  });

  for (const [name] of damages) {
    it(`notices when it is not so that ${name}`, () => {
      assert.notDeepEqual(noticed.get(name), []);
    });
  }
});
