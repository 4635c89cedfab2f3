import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { isRunning, type ProcessIdentity, readIdentity } from '../../deploy/local/process-identity.ts';
import { waitUntil } from '../../deploy/local/wait-until.ts';
import { serviceFile } from '../../schemas/service-file.ts';
import { ServiceUnderTest } from './service-under-test.ts';

const LIMIT_MS = 60_000;
let dataDir: string;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-start-'));
});
after(() => rm(dataDir, { recursive: true, force: true }));

async function children(): Promise<ProcessIdentity[]> {
  const run = join(dataDir, 'run');
  const found = (await readdir(run)).map((name) => readIdentity(join(run, name)));
  return found.filter((identity) => identity !== undefined);
}

async function readServiceFile() {
  return serviceFile.parse(JSON.parse(await readFile(join(dataDir, 'service.json'), 'utf8')));
}

it('one command brings everything up, keeps it up, ends it, and finds it again', async () => {
  const first = new ServiceUnderTest(dataDir);
  const link = await first.ready();
  const service = await readServiceFile();
  assert.equal((await stat(join(dataDir, 'service.json'))).mode & 0o777, 0o600);
  assert.equal((await fetch(`${service.url}/healthz`)).status, 200);
  assert.equal((await fetch(`${service.url}/readyz`)).status, 200);
  assert.equal((await fetch(`${service.url}/v1/cases`)).status, 401);
  assert.equal((await listCases(service)).status, 200);
  const signedIn = await fetch(link, { redirect: 'manual' });
  assert.ok(signedIn.headers.getSetCookie().length > 0, 'the link signs in');

  const second = new ServiceUnderTest(dataDir);
  assert.equal(await second.end(), 1);
  assert.match(second.output, /already runs on/);

  const api = readIdentity(join(dataDir, 'run', 'api.json'));
  assert.ok(api);
  process.kill(api.pid, 'SIGKILL');
  assert.ok(await waitUntil(() => /api +running again/.test(first.output), LIMIT_MS), first.output);
  assert.equal((await listCases(service)).status, 200);

  const running = await children();
  assert.equal(running.length, 6);
  assert.equal(await first.end('SIGTERM'), 0, first.output);
  assert.deepEqual(running.filter(isRunning), []);

  const again = new ServiceUnderTest(dataDir);
  await again.ready();
  const found = await readServiceFile();
  assert.equal(found.key, service.key);
  assert.equal((await listCases(found)).status, 200);

  const left = await children();
  const start = readIdentity(join(dataDir, 'start.json'));
  assert.ok(start);
  process.kill(start.pid, 'SIGKILL');
  assert.ok(
    await waitUntil(() => left.every((child) => !isRunning(child)), LIMIT_MS),
    'children die with their parent',
  );
});

function listCases(service: { url: string; key: string }): Promise<Response> {
  return fetch(`${service.url}/v1/cases`, { headers: { authorization: `Bearer ${service.key}` } });
}

it('stops in order when the npm that runs it is killed', async () => {
  const start = new ServiceUnderTest(dataDir);
  await start.ready();
  const running = await children();
  await start.end('SIGKILL');
  assert.match(start.output, /Stopping what was started/);
  assert.deepEqual(running.filter(isRunning), []);
});

it('what is called off while it comes up leaves nothing behind', async () => {
  const start = new ServiceUnderTest(dataDir);
  assert.ok(await waitUntil(() => /redis +redis-server/.test(start.output), LIMIT_MS), start.output);
  const running = await children();
  assert.equal(await start.end('SIGINT'), 0, start.output);
  assert.deepEqual(running.filter(isRunning), []);
});
