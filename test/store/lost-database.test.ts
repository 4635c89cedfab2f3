import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { z } from 'zod';
import { failureOf } from '../../activities/failure.ts';
import { databaseProblem } from '../../api/database-problem.ts';
import { providePostgres } from '../../deploy/local/postgres.ts';
import { silentProgress } from '../../deploy/local/progress.ts';
import type { Provided } from '../../deploy/local/provided.ts';
import { parseConfig } from '../../schemas/config.ts';
import { appendAudit, verifyChain } from '../../store/audit.ts';
import { watchCases } from '../../store/case-changes.ts';
import { createCase } from '../../store/cases.ts';
import { type Connection, closeDatabase, type Database, openDatabase } from '../../store/database.ts';
import { newId } from '../../store/id.ts';
import { migrate } from '../../store/migrate.ts';
import { pingDatabase } from '../../store/ping-database.ts';
import { rowsOf } from '../../store/rows-of.ts';
import { auditEntries } from '../../store/tables.ts';
import { ticketArrival } from './example-cases.ts';

const CONNECTIONS = 10;
/** So that what says that a connection is gone has come. */
const NOTICED_MS = 300;
const BACK_MS = 60_000;

let dataDir: string;
let postgres: Provided;
let db: Database;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-lost-'));
  const config = parseConfig({ DOCKET_CACHE_DIR: process.env.DOCKET_CACHE_DIR });
  postgres = await providePostgres({ config, dataDir, progress: silentProgress, port: 0 });
  await migrate(postgres.address);
  db = await openDatabase(postgres.address);
});
after(async () => {
  await closeDatabase(db);
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const pidOf = async (connection: Connection): Promise<number> => {
  const [row] = rowsOf(z.object({ pid: z.number() }), await connection.execute(sql`select pg_backend_pid() as pid`));
  return row?.pid ?? assert.fail('no process of the server');
};
const serverPid = (): number =>
  Number(readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n', 1)[0]);

let isDown = Promise.resolve();
/** Kills a process of the server, and waits until the server has ended all others for that: it trusts no shared memory then. */
async function kill(pid: number): Promise<void> {
  const witness = new Client(postgres.address);
  witness.on('error', () => {});
  await witness.connect();
  isDown = new Promise((resolve) => witness.once('end', () => resolve()));
  process.kill(pid, 'SIGKILL');
  await isDown;
}

const event = (body: Record<string, unknown>) =>
  ({ actor: 'test', action: 'case.decided', caseId: null, body }) as const;
const write = (connection: Connection) => appendAudit(connection, event({}));

/** Tries again while the database is away. */
async function untilBack<T>(work: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + BACK_MS; ; await sleep(100)) {
    try {
      return await work();
    } catch (error) {
      if (databaseProblem(error) === null || Date.now() > end) throw error;
    }
  }
}

const errorOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => assert.fail('the connection was lost and nobody said so'),
    (error: Error) => error,
  );

/** Ways to lose the connection of a transaction. */
const losses: Record<string, (tx: Connection) => Promise<unknown>> = {
  'its server process dies between two statements': async (tx) => {
    await kill(await pidOf(tx));
    await sleep(NOTICED_MS);
    await write(tx);
  },
  'its server process dies before the commit': async (tx) => {
    await write(tx);
    await kill(await pidOf(tx));
    await sleep(NOTICED_MS);
  },
  'its server process dies while a statement runs': async (tx) => {
    const pid = await pidOf(tx);
    await Promise.all([tx.execute(sql`select pg_sleep(60)`), kill(pid)]);
  },
  'its server process dies under a row of statements': async (tx) => {
    void kill(await pidOf(tx));
    for (;;) await write(tx);
  },
  'the server ends it': async (tx) => {
    await db.execute(sql`select pg_terminate_backend(${await pidOf(tx)})`);
    await sleep(NOTICED_MS);
    await write(tx);
  },
  'the whole server dies': async (tx) => {
    await write(tx);
    await kill(serverPid());
    await sleep(NOTICED_MS);
    await write(tx);
  },
};

for (const [name, lose] of Object.entries(losses)) {
  it(`${name}: the transaction fails as "database away", and the next ones work`, async () => {
    const before = await db.$count(auditEntries);
    const error = await errorOf(db.transaction(lose));
    await isDown;
    assert.equal(databaseProblem(error)?.code, 'unavailable.database', error.stack);
    const failure = failureOf(error, 1000);
    assert.ok(failure instanceof ApplicationFailure);
    assert.deepEqual([failure.type, failure.nonRetryable], ['unavailable.database', false]);
    assert.equal(await untilBack(() => db.$count(auditEntries)), before);
    await Promise.all(Array.from({ length: CONNECTIONS }, () => untilBack(() => db.transaction(write))));
    assert.equal(await db.$count(auditEntries), before + CONNECTIONS);
  });
}

it('who follows cases hears of new ones after the connection was lost', async () => {
  const heard = new Set<string>();
  const end = await watchCases(db, (id) => heard.add(id));
  const announce = async (): Promise<string> => {
    const id = newId();
    await untilBack(() => createCase(db, { id, arrival: ticketArrival(), actor: 'test' }));
    await sleep(NOTICED_MS);
    return id;
  };
  assert.ok(heard.has(await announce()));
  await kill(await pidOf(db));
  for (const by = Date.now() + BACK_MS; !heard.has(await announce()); ) assert.ok(Date.now() < by, 'nothing is heard');
  await end();
  assert.ok(!heard.has(await announce()));
});

it('under load, every loss is told, none costs a connection, and what was told as written is there', async () => {
  const before = await db.$count(auditEntries);
  let [written, lost] = [0, 0];
  let isOver = false;
  const writers = Array.from({ length: 2 * CONNECTIONS }, async () => {
    while (!isOver) {
      try {
        await db.transaction(write);
        written += 1;
      } catch (error) {
        assert.equal(databaseProblem(error)?.code, 'unavailable.database', String(error));
        lost += 1;
        await sleep(50);
      }
    }
  });
  try {
    for (let round = 0; round < 6; round += 1) {
      await sleep(400);
      await kill(round % 2 === 0 ? await pidOf(db) : serverPid());
      await untilBack(() => pingDatabase(db));
    }
  } finally {
    isOver = true;
  }
  await Promise.all(writers);
  assert.ok(lost > 0 && written > 0, `${written} written, ${lost} lost`);
  // A commit whose answer was lost may be there.
  const there = (await db.$count(auditEntries)) - before;
  assert.ok(there >= written && there <= written + lost, `${there} are there, ${written} told, ${lost} lost`);
  assert.equal((await verifyChain(db)).ok, true);
  await untilBack(holdAll);
});

/** Has all connections of the pool in a transaction at once. */
async function holdAll(): Promise<void> {
  const { promise: all, resolve, reject } = Promise.withResolvers<void>();
  let held = 0;
  const hold = () =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      held += 1;
      if (held === CONNECTIONS) resolve();
      await all;
    });
  await Promise.all(Array.from({ length: CONNECTIONS }, () => hold().catch(reject)).concat(all));
}
