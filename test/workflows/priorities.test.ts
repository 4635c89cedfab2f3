import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Client, Connection } from '@temporalio/client';
import { openTemporal } from '../../api/temporal.ts';
import { batchWorkflowId, caseWorkflowId } from '../../schemas/workflows.ts';
import { openWorkflowStarter } from '../../workers/workflow-starter.ts';
import { type Engines, startEngines } from '../engines/engines.ts';

const HOUR = 3_600_000;
const POLL_MS = 70_000;
const NAMESPACE = 'default';
const review = { deadlineMs: HOUR, reminderMs: HOUR };
const ticket = { desk: 'banking77', text: 'Where is my card?' };
const blob = { sha256: '0'.repeat(64), bytes: 1, mediaType: 'application/json' };

let engines: Engines;
let connection: Connection;
let temporal: ReturnType<typeof openTemporal>;
before(async () => {
  engines = await startEngines({ temporal: true });
  connection = await Connection.connect({ address: engines.temporalAddress });
  temporal = openTemporal({
    address: engines.temporalAddress,
    namespace: NAMESPACE,
    taskQueue: engines.unique,
    review,
    ladder: () => [],
    waiting: async () => ({ ticket, triaged: blob, waitedMs: 0 }),
  });
});
after(async () => {
  await temporal?.close();
  await connection?.close();
  await engines?.stop();
});

/** The workflows whose tasks a worker gets, one after the other. */
async function handedOut(count: number): Promise<string[]> {
  const taskQueue = { name: engines.unique };
  const order: string[] = [];
  while (order.length < count) {
    const { workflowExecution } = await connection.withDeadline(Date.now() + POLL_MS, () =>
      connection.workflowService.pollWorkflowTaskQueue({ namespace: NAMESPACE, taskQueue, identity: 'test' }),
    );
    if (workflowExecution?.workflowId) order.push(workflowExecution.workflowId);
  }
  return order;
}

const EACH = 6;
const RANK = [/-decision-/, /-ticket-/, /-document-/, /-(batch|singly)-/];

it('decisions come before tickets, tickets before documents, and batches come last', async () => {
  const client = new Client({ connection, namespace: NAMESPACE });
  const starter = openWorkflowStarter(client, engines.unique);
  const runOf = (kind: string, index: number) => `${engines.unique}-${kind}-${index}`;
  const arrival = { kind: 'document' as const, fileName: 'a.pdf', blob, part: 1, parentId: null };
  const decision = { action: 'reject' as const, id: 'd1', reviewer: 'ana', reason: 'test' };
  const started: string[] = [];
  const decided: Promise<unknown>[] = [];
  const begin = {
    batch: async (id: string) => {
      await temporal.startBatch({ id, desk: ticket.desk, cases: blob, count: 1 });
      return batchWorkflowId(id);
    },
    singly: async (id: string) => {
      await starter.startTicket({ caseId: id, ticket, review, ladder: [] });
      return caseWorkflowId(id);
    },
    document: async (id: string) => {
      await temporal.startDocument(id, arrival);
      return caseWorkflowId(id);
    },
    ticket: async (id: string) => {
      await temporal.startTicket(id, ticket);
      return caseWorkflowId(id);
    },
    decision: async (id: string) => {
      decided.push(temporal.review(id, decision).catch((error: unknown) => error));
      const handle = client.workflow.getHandle(caseWorkflowId(id));
      while ((await handle.describe().catch(() => null)) === null);
      return caseWorkflowId(id);
    },
  };
  for (const [kind, run] of Object.entries(begin)) {
    for (let index = 0; index < EACH; index++) started.push(await run(runOf(kind, index)));
  }
  const order = await handedOut(started.length);
  assert.deepEqual(order.toSorted(), started.toSorted());

  const kinds = order.map((id) => RANK.findIndex((kind) => kind.test(id)));
  assert.deepEqual(kinds, kinds.toSorted(), order.join(' '));

  for (const id of started) await client.workflow.getHandle(id).terminate();
  for (const answer of await Promise.all(decided)) assert.ok(answer instanceof Error, 'nobody ran the decision');
});
