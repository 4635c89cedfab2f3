import { Client, Connection } from '@temporalio/client';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { runCommand } from '../../deploy/local/run-command.ts';
import { parseConfig } from '../../schemas/config.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { QUEUE_PREFIX } from '../../schemas/queues.ts';
import { openBlobStore } from '../../store/blobs/open.ts';
import type { Database } from '../../store/database.ts';
import { auditEntries, batches, casePages, cases, outcomes, webhookOutbox, workflowRuns } from '../../store/tables.ts';
import type { Clients } from './clients.ts';
import type { Evidence, QueueLeft } from './evidence.ts';
import type { Reviewer } from './reviewer.ts';
import type { Stack } from './stack.ts';
import type { WebhookReceiver } from './webhook-receiver.ts';

export interface Witnesses {
  stack: Stack;
  db: Database;
  clients: Clients;
  reviewer: Reviewer;
  receiver: WebhookReceiver;
}

/** Reads what a run left, from each engine itself. */
export async function collectEvidence({ stack, db, clients, reviewer, receiver }: Witnesses): Promise<Evidence> {
  const [caseRows, outcomeRows, entries, outbox, runs] = await Promise.all([
    db.select().from(cases),
    db.select().from(outcomes),
    db.select({ caseId: auditEntries.caseId, action: auditEntries.action }).from(auditEntries),
    db.select().from(webhookOutbox),
    db.select().from(workflowRuns),
  ]);
  const { queues, strayJobs } = await queuesOf(stack.engines.REDIS_URL);
  return {
    sent: clients.sent,
    decisions: [...reviewer.decisions.values()],
    cases: caseRows.map(({ id, state, parentId, batchId, reasons }) => ({
      id,
      state,
      parentId,
      batchId,
      reasons: reasons.map(({ code }) => code),
    })),
    outcomes: outcomeRows.map(({ caseId, revision, key, state }) => ({ caseId, revision, key, state })),
    entries: entries.flatMap(({ caseId, action }) => (caseId === null ? [] : [{ caseId, action }])),
    chain: await verifyByCommand(stack),
    outbox: outbox.map(({ id, caseId, event, attempts, deliveredAt, deadAt }) => ({
      id,
      caseId,
      type: event.type,
      attempts,
      delivered: deliveredAt !== null,
      dead: deadAt !== null,
    })),
    received: [...receiver.received.values()],
    wrongDeliveries: receiver.wrong,
    queues,
    strayJobs,
    openWorkflows: await openWorkflows(stack.engines.TEMPORAL_ADDRESS),
    runs: runs.map(({ workflowId, runId, caseId, exportedAt }) => ({
      workflowId,
      runId,
      caseId,
      exported: exportedAt !== null,
    })),
    ended: stack.unforeseen,
    badBlobs: await badBlobs(stack, await referredBlobs(db)),
  };
}

/** `docket audit verify`, as an auditor runs it on this machine. */
async function verifyByCommand({ dataDir, service }: Stack): Promise<Evidence['chain']> {
  const { code, output } = await runCommand(
    process.execPath,
    [`${packageRoot}/dist/cli/docket.js`, 'audit', 'verify'],
    {
      env: { ...process.env, DOCKET_DATA_DIR: dataDir, DATABASE_URL: service.databaseUrl },
    },
  );
  return { ok: code === 0, said: output.trim() };
}

const WAITING = ['waiting', 'active', 'delayed', 'prioritized', 'waiting-children'] as const;

/** The depth of every queue, and keys of jobs that are on none. */
export async function queuesOf(redisUrl: string): Promise<{ queues: QueueLeft[]; strayJobs: string[] }> {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  try {
    const keys = await redis.keys(`${QUEUE_PREFIX}:*`);
    const names = new Set(keys.flatMap((key) => /^[^:]+:([^:]+):meta$/.exec(key)?.[1] ?? []));
    const queues: QueueLeft[] = [];
    const known = new Set<string>();
    for (const name of names) {
      // Without its settings: a queue that is opened writes how many events it keeps, by default 10,000.
      const queue = new Queue(name, { connection: redis, prefix: QUEUE_PREFIX, skipMetasUpdate: true });
      const failed = await queue.getFailed();
      const pending = await queue.getJobs([...WAITING]);
      for (const job of [...failed, ...pending]) known.add(queue.toKey(job.id ?? ''));
      queues.push({
        name,
        counts: await queue.getJobCounts(...WAITING),
        failed: failed.map((job) => ({ id: job.id ?? '', reason: job.failedReason ?? '' })),
      });
      await queue.close();
    }
    const strayJobs = keys.filter((key) => /__[^:]+$/.test(key) && !known.has(key));
    return { queues, strayJobs };
  } finally {
    redis.disconnect();
  }
}

async function openWorkflows(address: string): Promise<string[]> {
  const connection = await Connection.connect({ address });
  try {
    const open: string[] = [];
    const client = new Client({ connection });
    for await (const run of client.workflow.list({ query: 'ExecutionStatus="Running"' })) open.push(run.workflowId);
    return open;
  } finally {
    await connection.close();
  }
}

/** SHA-256 of every blob that the database names, with who names it. */
async function referredBlobs(db: Database): Promise<Map<string, string>> {
  const named = new Map<string, string>();
  const add = (blob: { sha256: string } | string | null, by: string) => {
    if (blob !== null) named.set(typeof blob === 'string' ? blob : blob.sha256, by);
  };
  for (const { id, arrival, reading } of await db.select().from(cases)) {
    if (arrival.kind === 'document') add(arrival.blob, `the file of case ${id}`);
    add(reading, `the reading of case ${id}`);
  }
  for (const { caseId, image, index } of await db.select().from(casePages))
    add(image, `page ${index} of case ${caseId}`);
  for (const { id, cases: list } of await db.select().from(batches)) add(list, `the tickets of batch ${id}`);
  for (const { workflowId, history, bundle } of await db.select().from(workflowRuns)) {
    add(history, `the history of ${workflowId}`);
    add(bundle, `the build that decided ${workflowId}`);
  }
  for (const { caseId, outcome } of await db.select().from(outcomes)) {
    if (outcome.kind === 'document') add(outcome.reading, `the result of case ${caseId}`);
  }
  return named;
}

async function badBlobs({ service }: Stack, named: Map<string, string>): Promise<string[]> {
  const blobs = openBlobStore(parseConfig({ DOCKET_BLOBS: service.blobs }));
  const bad: string[] = [];
  for (const [sha256, by] of named) {
    try {
      await blobs.get(sha256);
    } catch (error) {
      bad.push(`${sha256}, ${by}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return bad;
}
