import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { packageRoot } from '../../schemas/package-root.ts';
import { caseWorkflowId, workflowNames } from '../../schemas/workflow-names.ts';
import { createCase, getCase } from '../../store/cases.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { setPolicy } from '../../store/policies.ts';
import { historyOf } from '../../store/runs.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { fixtureModels } from '../models/fixture-models.ts';

const settings = { review: { deadlineMs: 3_600_000, reminderMs: 3_600_000 }, ladder: [] };

describe('Temporal worker process', () => {
  let engines: Engines;
  let dataDir: string;
  before(async () => {
    engines = await startEngines({ temporal: true, redis: true, postgres: true });
    dataDir = await mkdtemp(join(tmpdir(), 'docket-worker-'));
    await cp(fixtureModels, join(dataDir, 'models'), { recursive: true });
  });
  after(async () => {
    await engines.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('says when it is ready, works on cases, exports their histories and ends on SIGTERM', async () => {
    const child = fork(join(packageRoot, 'workers', 'temporal-worker.ts'), {
      env: {
        PATH: process.env.PATH,
        DOCKET_DATA_DIR: dataDir,
        DOCKET_TASK_QUEUE: engines.unique,
        DOCKET_LOG_LEVEL: 'warn',
        DATABASE_URL: engines.databaseUrl,
        REDIS_URL: engines.redisUrl,
        TEMPORAL_ADDRESS: engines.temporalAddress,
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [ready] = await once(child, 'message');
    assert.equal(ready.type, 'ready');
    assert.match(ready.build, /^[0-9a-f]{64}$/);

    const db = await openDatabase(engines.databaseUrl);
    await setPolicy(db, 'desk-tiny', { automation: 'confident', secondLooks: 0 }, 'key:test');
    const connection = await Connection.connect({ address: engines.temporalAddress });
    const ticket = { desk: 'desk-tiny', text: 'refund refund' };
    const { summary } = await createCase(db, { arrival: { kind: 'ticket', ticket }, actor: 'key:test' });
    const handle = await new Client({ connection }).workflow.start(workflowNames.ticket, {
      taskQueue: engines.unique,
      workflowId: caseWorkflowId(summary.id),
      args: [{ caseId: summary.id, ticket, ...settings }],
    });
    await handle.result();
    assert.equal((await getCase(db, summary.id))?.state, 'accepted');
    while (!(await historyOf(db, summary.id))) await sleep(100);
    assert.equal((await historyOf(db, summary.id))?.bundle, ready.build);

    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
    await connection.close();
    await closeDatabase(db);
  });

  it('waits for a Temporal that is not there, and can be stopped while it waits', async () => {
    const child = fork(join(packageRoot, 'workers', 'temporal-worker.ts'), {
      env: {
        PATH: process.env.PATH,
        DOCKET_DATA_DIR: dataDir,
        DATABASE_URL: engines.databaseUrl,
        REDIS_URL: engines.redisUrl,
        TEMPORAL_ADDRESS: '127.0.0.1:1',
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    let log = '';
    child.stdout?.on('data', (chunk) => {
      log += chunk;
    });
    while (!log.includes('Temporal does not answer')) await sleep(50);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
  });
});
