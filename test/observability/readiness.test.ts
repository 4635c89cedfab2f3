import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from '../../observability/availability.ts';
import { type FaultyProxy, faultyProxy } from '../api/faulty-proxy.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { type ForkedProcess, forkProcess } from './fork-process.ts';

let engines: Engines;
let dataDir: string;
let proxies: Record<Part, FaultyProxy>;
let env: NodeJS.ProcessEnv;

const through = (address: string, { port }: FaultyProxy): string => {
  const url = new URL(address);
  url.host = `127.0.0.1:${port}`;
  return url.href;
};

before(async () => {
  engines = await startEngines({ temporal: true, redis: true, postgres: true });
  dataDir = await mkdtemp(join(tmpdir(), 'docket-readiness-'));
  const proxyTo = ({ hostname, port }: URL, usual: number) => faultyProxy(hostname, Number(port || usual));
  proxies = {
    database: await proxyTo(new URL(engines.databaseUrl), 5432),
    redis: await proxyTo(new URL(engines.redisUrl), 6379),
    temporal: await proxyTo(new URL(`http://${engines.temporalAddress}`), 7233),
  };
  env = {
    PATH: process.env.PATH,
    DATABASE_URL: through(engines.databaseUrl, proxies.database),
    REDIS_URL: through(engines.redisUrl, proxies.redis),
    TEMPORAL_ADDRESS: `127.0.0.1:${proxies.temporal.port}`,
    DOCKET_TASK_QUEUE: engines.unique,
    DOCKET_QUEUE_PREFIX: engines.unique,
    DOCKET_DATA_DIR: dataDir,
    DOCKET_PROVIDERS: 'cpu',
    DOCKET_WORKER_METRICS_PORT: '0',
    DOCKET_INFERENCE_METRICS_PORT: '0',
  };
});
after(async () => {
  for (const proxy of Object.values(proxies ?? {})) await proxy.close();
  await engines?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const page = async (address: string, path: string): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${address}${path}`);
  return { status: answer.status, text: await answer.text() };
};

/** Asks /readyz until it answers this. @returns what it says */
async function readyzUntil(address: string, status: number): Promise<string> {
  for (;;) {
    const answer = await page(address, '/readyz');
    if (answer.status === status) return answer.text;
    await sleep(200);
  }
}

const cases: { entry: string; needs: Part[] }[] = [
  { entry: 'workers/temporal-worker.ts', needs: ['database', 'temporal', 'redis'] },
  { entry: 'workers/inference-worker.ts', needs: ['temporal', 'redis'] },
];

for (const { entry, needs } of cases) {
  describe(entry, () => {
    let worker: ForkedProcess;
    let address: string;
    before(async () => {
      worker = forkProcess(entry, env);
      address = await worker.ready();
    });
    after(async () => {
      assert.equal(worker?.child.exitCode, null, worker?.log());
      await worker?.stop();
    });

    for (const part of needs) {
      for (const fault of ['cut', 'hang'] as const) {
        it(`is not ready while ${part} is ${fault === 'cut' ? 'stopped' : 'hanging'}, lives on, and is ready again`, async () => {
          await readyzUntil(address, 200);
          await proxies[part][fault]();
          try {
            assert.match(await readyzUntil(address, 503), new RegExp(`${part} does not answer`));
            assert.equal((await page(address, '/healthz')).status, 200);
            const { text } = await page(address, '/metrics');
            assert.match(text, /^docket_ready 0$/m);
            assert.match(text, new RegExp(`^docket_part_up\\{part="${part}"\\} 0$`, 'm'));
          } finally {
            await proxies[part].heal();
          }
          await readyzUntil(address, 200);
          assert.match((await page(address, '/metrics')).text, /^docket_ready 1$/m);
        });
      }
    }
  });
}

describe('a Temporal worker whose Temporal is not there yet', () => {
  it('lives, is not ready, and says what it waits for', async () => {
    const worker = forkProcess('workers/temporal-worker.ts', { ...env, TEMPORAL_ADDRESS: '127.0.0.1:1' });
    try {
      let port: string | undefined;
      while (port === undefined) {
        await sleep(100);
        assert.equal(worker.child.exitCode, null, worker.log());
        port = /"metricsPort":(\d+)/.exec(worker.log())?.[1];
      }
      const address = `http://127.0.0.1:${port}`;
      assert.equal((await page(address, '/healthz')).status, 200);
      assert.match(await readyzUntil(address, 503), /starting or draining.*temporal does not answer/);
      assert.equal((await page(address, '/nothing')).status, 404);
    } finally {
      await worker.stop();
    }
  });
});
