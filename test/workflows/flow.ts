import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { type ActivityDependencies, DOCUMENT_TEACHER } from '../../activities/dependencies.ts';
import { openTemporal } from '../../api/temporal.ts';
import { waitingInput } from '../../api/waiting-input.ts';
import { type DocumentSpecialist, openDocumentSpecialist } from '../../models/document-specialist.ts';
import { openInferenceQueue } from '../../models/inference-queue.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { openTicketSpecialist } from '../../models/ticket-specialist.ts';
import { closeReaders } from '../../reading/read-document.ts';
import type { DocumentArrival } from '../../schemas/case.ts';
import { parseConfig } from '../../schemas/config.ts';
import type { DocumentBounds } from '../../schemas/document-bound.ts';
import type { MemoryRule } from '../../schemas/memory-rules.ts';
import type { ReviewDecision } from '../../schemas/review.ts';
import type { TicketInput } from '../../schemas/ticket.ts';
import {
  batchWorkflowId,
  caseWorkflowId,
  type LadderStep,
  type ReviewTimers,
  waitWorkflowId,
  workflowNames,
} from '../../schemas/workflows.ts';
import { auditOf } from '../../store/audit.ts';
import { putJson } from '../../store/blobs/json.ts';
import { openBlobStore } from '../../store/blobs/open.ts';
import { createCase, getCase } from '../../store/cases.ts';
import { closeDatabase, type Database, openDatabase } from '../../store/database.ts';
import { newId } from '../../store/id.ts';
import { setPolicy } from '../../store/policies.ts';
import { receiveCases } from '../../store/receive-cases.ts';
import { connectTemporal } from '../../workers/connect-temporal.ts';
import { openDocumentReader } from '../../workers/document-reader.ts';
import { activityCompletion } from '../../workers/inference/activity-completion.ts';
import { inferenceMetrics } from '../../workers/inference/inference-metrics.ts';
import { documentTask, ticketTask } from '../../workers/inference/inference-task.ts';
import { type ConsumerPorts, consumeQueue } from '../../workers/inference/queue-consumer.ts';
import { budgetOf } from '../../workers/larger-models.ts';
import { openModelSource } from '../../workers/model-source.ts';
import { openWorkflowStarter } from '../../workers/workflow-starter.ts';
import { startEngines } from '../engines/engines.ts';
import { fixtureModels } from '../models/fixture-models.ts';
import { startFlowWorker } from './flow-worker.ts';
import { labelledLines } from './labelled-lines.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** Long enough that no test sees them unless it asks for shorter ones. */
const PATIENT: ReviewTimers = { deadlineMs: 3_600_000, reminderMs: 3_600_000 };

export interface Options {
  ladder?: LadderStep[];
  review?: ReviewTimers;
}

export interface Flow {
  client: Client;
  /** `build` is that of the worker that runs now. */
  deps: ActivityDependencies;
  /** Where blobs lie. */
  dataDir: string;
  /** Stops the worker and starts another, on the workflows of this tree or on those at `workflowsPath`. */
  deploy(workflowsPath?: string): Promise<void>;
  db: Database;
  redisUrl: string;
  temporal: { address: string; namespace: string; taskQueue: string };
  submitDocument(fileName: string, bytes: Uint8Array, options?: Options): Promise<Submitted>;
  submitTicket(ticket: TicketInput, options?: Options): Promise<Submitted>;
  /** `waits`: the workflow of those that wait for a person, there once the batch has ended with some. */
  submitBatch(
    tickets: TicketInput[],
    options?: Options,
  ): Promise<{ caseIds: string[]; batchId: string; handle: WorkflowHandle; waits: WorkflowHandle }>;
  /** A decision through the API's port, as it begins the workflow of a ticket that waited with others. */
  decideWaiting(caseId: string, decision: ReviewDecision): Promise<void>;
  /** A workflow whose case is not there. */
  submitWithdrawn(fileName: string, bytes: Uint8Array): Promise<Submitted>;
  /** The same of a batch. */
  submitWithdrawnBatch(tickets: TicketInput[]): Promise<{ batchId: string; handle: WorkflowHandle }>;
  /** The case as it is on record. */
  onRecord(caseId: string): ReturnType<typeof getCase>;
  /** Resolves when the case waits for a person. */
  inReview(caseId: string): Promise<void>;
  /** Resolves when the case's deadline has passed. */
  overdue(caseId: string): Promise<void>;
  /** Resolves when the case was handed on to a lead. */
  escalated(caseId: string): Promise<void>;
  /** Resolves when the condition holds. */
  until(condition: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

export interface Submitted {
  caseId: string;
  handle: WorkflowHandle;
}

/**
 * The whole durable path on real engines: Temporal, Redis with a real consumer, PGlite, a blob folder, the real reader,
 * a real ticket model; the document models are `labelledLines`, or the shipped specialist.
 */
export async function startFlow(
  options: {
    specialist?: 'shipped';
    blockingRules?: readonly MemoryRule[];
    /** Those of the specialist on whole documents. */
    documentBounds?: DocumentBounds;
    /** Other workflows than those of this tree. */
    workflowsPath?: string;
    /** By default in memory. */
    databaseUrl?: string;
  } = {},
): Promise<Flow> {
  const engines = await startEngines({ temporal: true, redis: true });
  const dataDir = await mkdtemp(join(tmpdir(), 'docket-flow-'));
  const config = parseConfig({
    DOCKET_DATA_DIR: dataDir,
    DOCKET_TASK_QUEUE: engines.unique,
    TEMPORAL_ADDRESS: engines.temporalAddress,
  });
  const log = pino({ level: process.env.DOCKET_LOG_LEVEL ?? 'silent' });
  const blobs = openBlobStore(config);
  const db = await openDatabase(options.databaseUrl ?? 'pglite:memory');
  await setPolicy(db, 'desk-tiny', { automation: 'confident', secondLooks: 0.05 }, 'key:test');
  const temporal = await connectTemporal(config, log, AbortSignal.timeout(30_000));
  const { client } = temporal;
  const taskQueue = engines.unique;
  const queue = openInferenceQueue(engines.redisUrl, engines.unique);
  const registry = openRegistry({ extraFolders: [fixtureModels] });
  const sessions = openSessions({ providers: 'cpu', threads: 1 });
  const opened =
    options.specialist === 'shipped'
      ? await openDocumentSpecialist(registry, sessions, 'invoice')
      : labelledLines('invoice', { lenient: false });
  const specialist = { ...opened, ...(options.documentBounds ? { documents: options.documentBounds } : {}) };
  const teacher = labelledLines('invoice-teacher', { lenient: true });
  const desks = openModelSource(registry, sessions);

  const ports: Omit<ActivityDependencies, 'build'> = {
    db,
    blobs,
    reader: openDocumentReader(config),
    queue,
    models: {
      document: (name) => (name === DOCUMENT_TEACHER ? teacher : specialist),
      desk: desks.desk,
      entities: desks.entities,
    },
    larger: {},
    gains: () => [],
    budget: budgetOf(config),
    blockingRules: options.blockingRules ?? [],
    lead: 'Head of accounts',
    workflows: openWorkflowStarter(client, taskQueue),
    log,
  };
  const place = { connection: temporal.native, namespace: config.TEMPORAL_NAMESPACE, taskQueue };
  let worker = await startFlowWorker(ports, place, options.workflowsPath);

  const redis = new Redis(engines.redisUrl, { maxRetriesPerRequest: null });
  const consumer = { redis, blobs, completion: activityCompletion(client), metrics: inferenceMetrics(queue), log };
  const consumers = [
    consumeDocuments(specialist, consumer, engines.unique),
    consumeDocuments(teacher, consumer, engines.unique),
    consumeQueue(
      'desk-tiny',
      ticketTask(await openTicketSpecialist(registry, sessions, 'desk-tiny'), blobs),
      settingsOf(engines.unique),
      consumer,
    ),
  ];
  const port = openTemporal({
    address: engines.temporalAddress,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue,
    review: PATIENT,
    ladder: () => [],
    waiting: (caseId) => waitingInput({ db, blobs }, caseId),
  });
  const start = (type: string, workflowId: string, input: object) =>
    client.workflow.start(type, { taskQueue, workflowId, args: [input] });

  return {
    client,
    deps: {
      ...ports,
      get build() {
        return worker.build;
      },
      get larger() {
        return ports.larger;
      },
      set larger(larger) {
        ports.larger = larger;
      },
      get gains() {
        return ports.gains;
      },
      set gains(gains) {
        ports.gains = gains;
      },
    },
    dataDir,
    async deploy(workflowsPath) {
      await worker.stop();
      worker = await startFlowWorker(ports, place, workflowsPath);
    },
    db,
    redisUrl: engines.redisUrl,
    temporal: { address: engines.temporalAddress, namespace: config.TEMPORAL_NAMESPACE, taskQueue },
    async submitDocument(fileName, bytes, { ladder = [], review = PATIENT } = {}) {
      const blob = await blobs.put(bytes, 'application/octet-stream');
      const arrival: DocumentArrival = { kind: 'document', fileName, blob, part: 1, parentId: null };
      const { summary } = await createCase(db, { arrival, actor: 'key:test' });
      const input = { caseId: summary.id, arrival, review, ladder };
      return { caseId: summary.id, handle: await start(workflowNames.document, caseWorkflowId(summary.id), input) };
    },
    async submitTicket(ticket, { ladder = [], review = PATIENT } = {}) {
      const { summary } = await createCase(db, { arrival: { kind: 'ticket', ticket }, actor: 'key:test' });
      const input = { caseId: summary.id, ticket, review, ladder };
      return { caseId: summary.id, handle: await start(workflowNames.ticket, caseWorkflowId(summary.id), input) };
    },
    async submitBatch(tickets, { ladder = [], review = PATIENT } = {}) {
      const rows = tickets.map((ticket) => ({ caseId: newId(), ticket }));
      const cases = await putJson(blobs, rows);
      const desk = tickets[0]?.desk ?? '';
      const batchId = newId();
      await receiveCases(db, {
        cases: rows.map(({ caseId, ticket }) => ({
          id: caseId,
          arrival: { kind: 'ticket', ticket },
          actor: 'key:test',
          batchId,
        })),
        batches: [{ id: batchId, desk, cases, count: rows.length }],
        idempotency: null,
        answer: () => ({ status: 202, answer: {} }),
      });
      const input = { batchId, desk, cases, count: rows.length, review, ladder };
      const handle = await start(workflowNames.ticketBatch, batchWorkflowId(batchId), input);
      const waits = client.workflow.getHandle(waitWorkflowId(batchId));
      return { caseIds: rows.map(({ caseId }) => caseId), batchId, handle, waits };
    },
    decideWaiting: (caseId, decision) => port.review(caseId, decision),
    async submitWithdrawn(fileName, bytes) {
      const blob = await blobs.put(bytes, 'application/octet-stream');
      const arrival: DocumentArrival = { kind: 'document', fileName, blob, part: 1, parentId: null };
      const caseId = 'withdrawn';
      const input = { caseId, arrival, review: PATIENT, ladder: [] };
      return { caseId, handle: await start(workflowNames.document, `${taskQueue}-${caseId}`, input) };
    },
    async submitWithdrawnBatch(tickets) {
      const batchId = newId();
      const cases = await putJson(
        blobs,
        tickets.map((ticket) => ({ caseId: newId(), ticket })),
      );
      const desk = tickets[0]?.desk ?? '';
      const input = { batchId, desk, cases, count: tickets.length, review: PATIENT, ladder: [] };
      return { batchId, handle: await start(workflowNames.ticketBatch, batchWorkflowId(batchId), input) };
    },
    onRecord: (caseId) => getCase(db, caseId),
    inReview: (caseId) => until(async () => (await getCase(db, caseId))?.state === 'review'),
    overdue: (caseId) => until(async () => (await auditOf(db, caseId)).some(({ action }) => action === 'case.overdue')),
    escalated: (caseId) => until(async () => (await getCase(db, caseId))?.escalation != null),
    until,
    async close() {
      await worker.stop();
      await Promise.all(consumers.map((consumer) => consumer.close()));
      await Promise.all([queue.close(), port.close(), temporal.close(), sessions.close(), closeReaders()]);
      redis.disconnect();
      await closeDatabase(db);
      await engines.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const settingsOf = (prefix: string) => ({ prefix, threads: 1 });

function consumeDocuments(specialist: DocumentSpecialist, ports: ConsumerPorts, prefix: string) {
  return consumeQueue(specialist.producer.name, documentTask(specialist, ports.blobs), settingsOf(prefix), ports);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}
