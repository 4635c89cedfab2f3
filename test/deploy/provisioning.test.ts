import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Connection } from '@temporalio/client';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { providePostgres } from '../../deploy/local/postgres.ts';
import { silentProgress } from '../../deploy/local/progress.ts';
import { provideRedis } from '../../deploy/local/redis.ts';
import { provideTemporal } from '../../deploy/local/temporal.ts';
import { parseConfig } from '../../schemas/config.ts';
import { searchAttributeNames } from '../../schemas/workflows.ts';

const config = parseConfig({ DOCKET_CACHE_DIR: process.env.DOCKET_CACHE_DIR });
const options = { config, progress: silentProgress };

async function connected(address: string): Promise<Client> {
  const client = new Client(address);
  await client.connect();
  return client;
}

describe('local engines', () => {
  let dataDir: string;
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'docket-data-'));
  });
  after(() => rm(dataDir, { recursive: true, force: true }));

  it('Redis keeps its data, refuses eviction and strangers, and stops', async () => {
    const first = await provideRedis({ ...options, dataDir, port: 0 });
    const client = new Redis(first.address);
    await client.set('kept', 'yes');
    assert.deepEqual(await client.config('GET', 'maxmemory-policy'), ['maxmemory-policy', 'noeviction']);
    assert.deepEqual(await client.config('GET', 'appendonly'), ['appendonly', 'yes']);
    assert.deepEqual(await client.config('GET', 'bind'), ['bind', '127.0.0.1']);
    await client.quit();
    const stranger = new Redis(Number(new URL(first.address).port), '127.0.0.1');
    stranger.on('error', () => {});
    await assert.rejects(stranger.get('kept'), /NOAUTH/);
    await stranger.quit();
    await first.stop();
    await assertClosed(first.address);

    const second = await provideRedis({ ...options, dataDir, port: 0 });
    const again = new Redis(second.address);
    assert.equal(await again.get('kept'), 'yes');
    await again.quit();
    await second.stop();
  });

  it('Postgres keeps its data in UTF-8 behind a generated password, and stops', async () => {
    const first = await providePostgres({ ...options, dataDir, port: 0 });
    const client = await connected(first.address);
    await client.query('create table kept (word text)');
    await client.query("insert into kept values ('Zürich €')");
    assert.deepEqual((await client.query('show server_encoding')).rows, [{ server_encoding: 'UTF8' }]);
    assert.deepEqual((await client.query("select lower('ÄÖ') as small")).rows, [{ small: 'äö' }]);
    await client.end();
    await first.stop();
    await assertClosed(first.address);
    assert.equal((await stat(join(dataDir, 'postgres', 'password'))).mode & 0o777, 0o600);

    const wrong = new URL(first.address);
    const second = await providePostgres({ ...options, dataDir, port: 0 });
    const reopened = await connected(second.address);
    assert.deepEqual((await reopened.query('select word from kept')).rows, [{ word: 'Zürich €' }]);
    await reopened.end();
    wrong.password = 'wrong';
    wrong.port = new URL(second.address).port;
    await assert.rejects(connected(wrong.href), /password authentication failed/);
    await second.stop();
  });

  it('Temporal keeps its namespace and search attributes, serves its page, and stops', async () => {
    const ports = { temporal: 0, temporalUi: 0 };
    const first = await provideTemporal({ ...options, dataDir, ports });
    assert.deepEqual(await searchAttributes(first.address), Object.values(searchAttributeNames).sort());
    const page = await fetch(first.ui ?? '');
    assert.equal(page.status, 200);
    await first.stop();
    await assertClosed(`http://${first.address}`);

    const second = await provideTemporal({ ...options, dataDir, ports });
    assert.deepEqual(await searchAttributes(second.address), Object.values(searchAttributeNames).sort());
    await second.stop();
  });

  it('a taken port gives another one and says so; a given address is used and not stopped', async () => {
    const occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    const taken = (occupant.address() as { port: number }).port;
    const redis = await provideRedis({ ...options, dataDir, port: taken });
    assert.notEqual(Number(new URL(redis.address).port), taken);
    assert.match(redis.how, new RegExp(`since ${taken} is taken`));

    const given = await provideRedis({ ...options, config: { ...config, REDIS_URL: redis.address }, dataDir });
    assert.equal(given.how, 'given by REDIS_URL');
    await given.stop();
    const client = new Redis(given.address);
    assert.equal(await client.ping(), 'PONG');
    await client.quit();
    await redis.stop();
    occupant.close();
  });

  it('an engine that is killed comes back on the same address', async () => {
    const said: string[] = [];
    const progress = { say: (part: string, text: string) => void said.push(`${part} ${text}`) };
    const redis = await provideRedis({ config, dataDir, progress, port: 0 });
    const { pid } = JSON.parse(await readFile(join(dataDir, 'run', 'redis.json'), 'utf8'));
    const client = new Redis(redis.address, { maxRetriesPerRequest: null, retryStrategy: () => 100 });
    client.on('error', () => {});
    assert.equal(await client.get('kept'), 'yes');
    process.kill(pid, 'SIGKILL');
    await new Promise((resolve) => client.once('close', resolve));
    assert.equal(await client.get('kept'), 'yes');
    assert.ok(said.some((line) => line.startsWith('redis ended (SIGKILL)')));
    client.disconnect();
    await redis.stop();
  });
});

async function searchAttributes(address: string): Promise<string[]> {
  const connection = await Connection.connect({ address });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
  await connection.close();
  return Object.keys(customAttributes)
    .filter((name) => name.startsWith('Docket'))
    .sort();
}

async function assertClosed(address: string): Promise<void> {
  const { port } = new URL(address);
  await assert.rejects(fetch(`http://127.0.0.1:${port}`), /fetch failed/);
}
