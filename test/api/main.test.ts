import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { packageRoot } from '../../schemas/package-root.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { createApiKey } from '../../store/keys.ts';
import { type Engines, startEngines } from '../engines/engines.ts';

let engines: Engines;
let dataDir: string;
before(async () => {
  engines = await startEngines({ temporal: true, redis: true, postgres: true });
  dataDir = await mkdtemp(join(tmpdir(), 'docket-api-main-'));
});
after(async () => {
  await engines.stop();
  await rm(dataDir, { recursive: true, force: true });
});

function startApi(settings: Record<string, string>): { child: ChildProcess; output: () => string } {
  const { DATABASE_URL, REDIS_URL, TEMPORAL_ADDRESS, ...env } = process.env;
  const child = spawn(process.execPath, [join(packageRoot, 'api', 'main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...env, DOCKET_DATA_DIR: dataDir, DOCKET_PORT: '0', ...settings },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  return { child, output: () => output };
}

test('the process migrates, listens, says so, serves, logs JSON without secrets, and ends in order', async () => {
  const { child, output } = startApi({
    DATABASE_URL: engines.databaseUrl,
    REDIS_URL: engines.redisUrl,
    TEMPORAL_ADDRESS: engines.temporalAddress,
    DOCKET_TASK_QUEUE: engines.unique,
  });
  const [message] = await once(child, 'message');
  assert.equal(message.type, 'ready');
  const db = await openDatabase(engines.databaseUrl);
  const { key } = await createApiKey(db, { name: 'test', scopes: ['read'] });
  await closeDatabase(db);
  const ready = await fetch(`${message.address}/readyz`);
  assert.equal(ready.status, 200, await ready.text());
  const headers = { authorization: `Bearer ${key}` };
  assert.equal((await fetch(`${message.address}/v1/cases`, { headers })).status, 200);
  assert.equal((await fetch(`${message.address}/sign-in?token=in_secret-in-address`)).status, 401);

  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
  const lines = output().trim().split('\n');
  for (const line of lines) assert.equal(typeof JSON.parse(line).level, 'number', line);
  assert.ok(lines.some((line) => JSON.parse(line).req?.url === '/v1/cases'));
  assert.equal(output().includes(key), false);
  assert.equal(output().includes('secret-in-address'), false);
});

test('without its addresses the process says which are missing', async () => {
  const { child, output } = startApi({ REDIS_URL: engines.redisUrl });
  const [code] = await once(child, 'close');
  assert.equal(code, 1);
  assert.match(output(), /DATABASE_URL, TEMPORAL_ADDRESS/);
});
