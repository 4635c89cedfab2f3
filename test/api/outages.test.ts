import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import { onDevicePackages } from '../../api/on-device-packages.ts';
import { redispatch } from '../../api/redispatch.ts';
import { openTemporal } from '../../api/temporal.ts';
import { openDeskOffice } from '../../models/desk-office.ts';
import { Availability, parts } from '../../observability/availability.ts';
import { openRedisPing } from '../../observability/redis-ping.ts';
import { batchWorkflowId, caseWorkflowId } from '../../schemas/workflows.ts';
import { auditOf } from '../../store/audit.ts';
import { FolderBlobStore } from '../../store/blobs/folder.ts';
import { putJson } from '../../store/blobs/json.ts';
import { listCases } from '../../store/cases.ts';
import { closeDatabase, type Database, openDatabase } from '../../store/database.ts';
import { newId } from '../../store/id.ts';
import { createApiKey } from '../../store/keys.ts';
import { migrate } from '../../store/migrate.ts';
import { pingDatabase } from '../../store/ping-database.ts';
import { receiveCases } from '../../store/receive-cases.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { ticketArrival } from '../store/example-cases.ts';
import { desks } from './app-fixture.ts';
import { type FaultyProxy, faultyProxy } from './faulty-proxy.ts';

type Part = (typeof parts)[number];

let engines: Engines;
let folder: string;
let app: FastifyInstance;
let direct: Database;
let client: Client;
let workflows: ReturnType<typeof openTemporal>;
let proxies: Record<Part, FaultyProxy>;
let authorization: string;
const accepted: string[] = [];
const closing: (() => Promise<unknown> | unknown)[] = [];

async function proxyTo(url: URL, port: number): Promise<FaultyProxy> {
  const proxy = await faultyProxy(url.hostname, Number(url.port || port));
  closing.push(() => proxy.close());
  return proxy;
}

function through(url: URL, proxy: FaultyProxy): string {
  const changed = new URL(url);
  changed.host = `127.0.0.1:${proxy.port}`;
  return changed.href;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docket-outages-'));
  engines = await startEngines({ temporal: true, redis: true, postgres: true });
  await migrate(engines.databaseUrl);
  const [databaseUrl, redisUrl] = [new URL(engines.databaseUrl), new URL(engines.redisUrl)];
  proxies = {
    database: await proxyTo(databaseUrl, 5432),
    redis: await proxyTo(redisUrl, 6379),
    temporal: await proxyTo(new URL(`http://${engines.temporalAddress}`), 7233),
  };
  direct = await openDatabase(engines.databaseUrl);
  const connection = await Connection.connect({ address: engines.temporalAddress });
  client = new Client({ connection });
  const db = await openDatabase(through(databaseUrl, proxies.database));
  const redis = openRedisPing(through(redisUrl, proxies.redis));
  workflows = openTemporal({
    address: `127.0.0.1:${proxies.temporal.port}`,
    namespace: 'default',
    taskQueue: engines.unique,
    review: { deadlineMs: 1000, reminderMs: 1000 },
    ladder: () => [],
    waiting: async () => null,
  });
  app = await createApp({
    db,
    blobs: new FolderBlobStore(folder),
    workflows,
    availability: new Availability({
      database: () => pingDatabase(db),
      temporal: () => workflows.healthy(),
      redis: () => redis.ping(),
    }),
    desks: () => desks,
    models: () => [],
    queue: { depth: async () => ({ waiting: 0, prioritized: 0, active: 0, delayed: 0 }) },
    onDevice: onDevicePackages([], () => []),
    office: openDeskOffice(folder),
    webFolder: null,
    limits: { maxBytes: 100_000, requestsPerMinute: 100_000 },
    publicUrl: null,
    webhookReceivers: 'public',
    log: pino({ level: 'silent' }),
  });
  authorization = `Bearer ${(await createApiKey(direct, { name: 'test', scopes: ['read', 'write'] })).key}`;
  closing.unshift(
    () => app.close(),
    () => workflows.close(),
    () => redis.close(),
    () => closeDatabase(db),
    () => closeDatabase(direct),
    () => connection.close(),
  );
});
after(async () => {
  for (const close of closing) await close();
  await engines.stop();
  await rm(folder, { recursive: true, force: true });
});

function send() {
  return app.inject({
    method: 'POST',
    url: '/v1/tickets',
    headers: { authorization },
    payload: { desk: 'banking77', text: 'Where is my card?' },
  });
}

/** Sends until a case is accepted. @returns its id */
async function sendUntilAccepted(): Promise<string> {
  for (;;) {
    const answer = await send();
    if (answer.statusCode === 202) return answer.json().id;
    assert.equal(answer.statusCode, 503, answer.body);
    await sleep(200);
  }
}

/** What a part says of itself may be a second old: until then a request may still be taken. */
async function sendUntilRefused(): Promise<[status: number, code: string]> {
  for (;;) {
    const answer = await send();
    if (answer.statusCode !== 202) return [answer.statusCode, answer.json().code];
    accepted.push(answer.json().id);
    await sleep(200);
  }
}

async function readyUntilRefused(): Promise<string> {
  for (;;) {
    const answer = await app.inject({ url: '/readyz' });
    if (answer.statusCode !== 200) return answer.json().code;
    await sleep(200);
  }
}

async function isRunning(workflowId: string): Promise<boolean> {
  const { status } = await client.workflow.getHandle(workflowId).describe();
  return status.name === 'RUNNING';
}

test('an accepted ticket has a workflow', async () => {
  const id = await sendUntilAccepted();
  accepted.push(id);
  assert.equal(await isRunning(caseWorkflowId(id)), true);
});

for (const part of parts) {
  for (const fault of ['cut', 'hang'] as const) {
    test(`with ${part} ${fault === 'cut' ? 'stopped' : 'hanging'}, 503 names it; when it is back, work goes on`, async () => {
      await proxies[part][fault]();
      try {
        assert.deepEqual(await sendUntilRefused(), [503, `unavailable.${part}`]);
        assert.equal(await readyUntilRefused(), `unavailable.${part}`);
        assert.equal((await app.inject({ url: '/healthz' })).statusCode, 200);
      } finally {
        await proxies[part].heal();
      }
      const id = await sendUntilAccepted();
      accepted.push(id);
      assert.equal(await isRunning(caseWorkflowId(id)), true);
    });
  }
}

test('after all that, every accepted ticket is a case with a workflow, and there are no others', async () => {
  await redispatch({ db: direct, workflows }, -1000);
  const { items } = await listCases(direct, { limit: 200 });
  assert.deepEqual(
    items
      .map(({ id }) => id)
      .filter((id) => accepted.includes(id))
      .sort(),
    [...accepted].sort(),
  );
  for (const { id } of items) {
    assert.equal(await isRunning(caseWorkflowId(id)), true);
    assert.equal((await auditOf(direct, id)).filter(({ action }) => action === 'case.received').length, 1);
  }
});

test('what was stored but never started, as after a crash, is started later, once', async () => {
  const [id, batchId, member] = [newId(), newId(), newId()];
  const cases = await putJson(new FolderBlobStore(folder), [{ caseId: member, ticket: ticketArrival().ticket }]);
  await receiveCases(direct, {
    cases: [
      { id, arrival: ticketArrival(), actor: 'key:test' },
      { id: member, arrival: ticketArrival(), actor: 'key:test', batchId },
    ],
    batches: [{ id: batchId, desk: 'banking77', cases, count: 1 }],
    idempotency: null,
    answer: () => ({ status: 202, answer: {} }),
  });
  assert.equal(await redispatch({ db: direct, workflows }, -1000), 2);
  assert.equal(await isRunning(caseWorkflowId(id)), true);
  assert.equal(await isRunning(batchWorkflowId(batchId)), true);
  assert.equal(await redispatch({ db: direct, workflows }, -1000), 0);
});

test('starting what already runs changes nothing; a decision on what is not there is refused', async () => {
  const [id = ''] = accepted;
  await workflows.startTicket(id, ticketArrival().ticket);
  const decision = { action: 'reject', id: 'd', reviewer: 'ann', reason: 'no' } as const;
  await assert.rejects(workflows.review('unknown', decision), { code: 'review.not-open' });
});
