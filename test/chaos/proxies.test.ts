import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client, Connection } from '@temporalio/client';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { type Engines, startEngines } from '../engines/engines.ts';
import { grpcProxy } from './proxy/grpc-proxy.ts';
import { postgresProxy } from './proxy/postgres-proxy.ts';
import { redisProxy } from './proxy/redis-proxy.ts';
import type { Moment, WatchedProxy } from './proxy/trap.ts';

const closing: (() => Promise<unknown> | unknown)[] = [];
let engines: Engines;
before(async () => {
  engines = await startEngines({ temporal: true, redis: true, postgres: true });
});
after(async () => {
  for (const close of closing) await close();
  await engines.stop();
});

const targetOf = (address: string) => {
  const { hostname: host, port } = new URL(address);
  return { host, port: Number(port) };
};

function through(address: string, proxy: WatchedProxy): string {
  const url = new URL(address);
  url.host = proxy.address;
  return url.href;
}

/** Arms a trap that kills nobody. @returns whether it sprang */
function arm(proxy: WatchedProxy, moment: Moment, what: RegExp): () => boolean {
  let sprang = false;
  proxy.traps.arm({
    moment,
    matches: (seen) => what.test(seen),
    spring: () => {
      sprang = true;
    },
  });
  return () => sprang;
}

describe('a proxy to Postgres', () => {
  let proxy: WatchedProxy;
  let direct: Pool;
  let pool: Pool;
  before(async () => {
    proxy = await postgresProxy(targetOf(engines.databaseUrl));
    direct = new Pool({ connectionString: engines.databaseUrl, max: 1 });
    pool = new Pool({ connectionString: through(engines.databaseUrl, proxy), max: 2 });
    pool.on('connect', (client) => client.on('error', () => {}));
    closing.unshift(
      () => pool.end(),
      () => direct.end(),
      () => proxy.close(),
    );
    await direct.query('create table written (n int)');
  });
  const inTransaction = async (statement: string, values: unknown[] = []) => {
    const client = await pool.connect();
    let isOver = false;
    try {
      await client.query('begin');
      await client.query(statement, values);
      await client.query('commit');
      isOver = true;
    } finally {
      client.release(!isOver);
    }
  };
  const write = (n: number) => inTransaction('insert into written values ($1)', [n]);
  const isWritten = async (n: number) =>
    (await direct.query('select n from written where n = $1', [n])).rows.length === 1;

  it('passes what no trap waits for', async () => {
    await write(1);
    await write(2);
    const large = 'x'.repeat(300_000);
    const [row] = (await pool.query('select $1::text as text', [large])).rows;
    assert.equal(row?.text, large);
    assert.equal(await isWritten(2), true);
  });

  it('stops a commit before the server has it', async () => {
    const sprang = arm(proxy, 'before', /insert into written/);
    await assert.rejects(write(3));
    assert.deepEqual([sprang(), await isWritten(3)], [true, false]);
    await write(4);
  });

  it('loses the answer of a commit that was carried out', async () => {
    const sprang = arm(proxy, 'after', /insert into written/);
    await assert.rejects(write(5));
    assert.deepEqual([sprang(), await isWritten(5)], [true, true]);
  });

  it('springs between two statements, and only inside a transaction', async () => {
    const sprang = arm(proxy, 'inside', /insert into written/);
    await pool.query('insert into written values (7)');
    assert.equal(sprang(), false);
    await write(8);
    assert.deepEqual([sprang(), await isWritten(8)], [true, true]);
  });

  it('lets transactions by that write something else, or nothing', async () => {
    const sprang = arm(proxy, 'before', /insert into other/);
    await inTransaction('select 1');
    await write(6);
    assert.deepEqual([sprang(), proxy.traps.disarm()], [false, true]);
  });
});

describe('a proxy to Redis', () => {
  let proxy: WatchedProxy;
  let queue: Queue;
  let direct: Queue;
  before(async () => {
    proxy = await redisProxy(targetOf(engines.redisUrl));
    const open = (address: string) => {
      const connection = new Redis(address, { maxRetriesPerRequest: 0, retryStrategy: () => 50 });
      connection.on('error', () => {});
      const opened = new Queue('inference-any', { connection, prefix: engines.unique });
      opened.on('error', () => {});
      closing.unshift(async () => {
        await opened.close();
        connection.disconnect();
      });
      return opened;
    };
    closing.unshift(() => proxy.close());
    [queue, direct] = [open(through(engines.redisUrl, proxy)), open(engines.redisUrl)];
  });
  const add = (jobId: string) => queue.add('triage', { task: 'triage' }, { jobId });
  const isThere = async (jobId: string) => (await direct.getJob(jobId)) !== undefined;

  it('loses the answer of a job that was added, also where the server first asked for the script', async () => {
    const sprang = arm(proxy, 'after', /^add job/);
    await assert.rejects(add('a'));
    assert.deepEqual([sprang(), await isThere('a')], [true, true]);
  });

  it('stops a job before the server has it, and lets the next one by', async () => {
    const sprang = arm(proxy, 'before', /^add job/);
    await assert.rejects(add('b'));
    assert.deepEqual([sprang(), await isThere('b')], [true, false]);
    await add('c');
    assert.equal(await isThere('c'), true);
  });
});

describe('a proxy to Temporal', () => {
  let proxy: WatchedProxy;
  let client: Client;
  let direct: Client;
  before(async () => {
    proxy = await grpcProxy(targetOf(`tcp://${engines.temporalAddress}`));
    const open = async (address: string) => {
      const connection = await Connection.connect({ address });
      closing.unshift(() => connection.close());
      return new Client({ connection });
    };
    closing.unshift(() => proxy.close());
    [client, direct] = [await open(proxy.address), await open(engines.temporalAddress)];
  });
  const start = (workflowId: string) =>
    client.workflow.start('none', { workflowId, taskQueue: engines.unique, workflowIdReusePolicy: 'REJECT_DUPLICATE' });
  const isStarted = (workflowId: string) =>
    direct.workflow
      .getHandle(workflowId)
      .describe()
      .then(
        () => true,
        () => false,
      );
  const id = (name: string) => `${engines.unique}-${name}`;

  it('passes calls and their errors', async () => {
    await start(id('a'));
    assert.equal(await isStarted(id('a')), true);
    await assert.rejects(start(id('a')), { name: 'WorkflowExecutionAlreadyStartedError' });
    await assert.rejects(client.workflow.getHandle(id('none')).describe(), { name: 'WorkflowNotFoundError' });
  });

  it('loses the answer of a call that was carried out; the client asks again and finds it done', async () => {
    const sprang = arm(proxy, 'after', /^StartWorkflowExecution$/);
    await start(id('b')).catch(() => {});
    assert.deepEqual([sprang(), await isStarted(id('b'))], [true, true]);
  });

  it('keeps the trap for a call that is carried out', async () => {
    const sprang = arm(proxy, 'after', /^StartWorkflowExecution$/);
    await assert.rejects(start(id('a')), { name: 'WorkflowExecutionAlreadyStartedError' });
    assert.deepEqual([sprang(), proxy.traps.disarm()], [false, true]);
  });

  it('stops a call before the server has it', async () => {
    let starts = 0;
    let before: Promise<boolean> | undefined;
    proxy.traps.arm({
      moment: 'before',
      matches: (seen) => seen === 'StartWorkflowExecution' && ++starts > 0,
      spring: () => {
        before = isStarted(id('c'));
      },
    });
    await start(id('c')).catch(() => {});
    assert.deepEqual([starts, await before], [1, false]);
  });
});
