import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { clearAlarm, policyOf, setPolicy } from '../../store/policies.ts';
import { decideSecondLook, drawSecondLooks, openSecondLooks } from '../../store/second-looks.ts';
import { auditEntries } from '../../store/tables.ts';
import { countSecondLooks } from '../../workers/second-look-counter.ts';
import { onEachDatabase } from './databases.ts';
import { openCase, ticketOutcome } from './example-cases.ts';

async function passed(db: Database): Promise<string> {
  const caseId = await openCase(db);
  const outcome = ticketOutcome('accepted');
  await recordOutcome(db, { caseId, state: 'accepted', outcome, actor: 'workflow', key: 'decided' });
  return caseId;
}

async function looked(db: Database, desk: string, wrong: string[]): Promise<string> {
  const caseId = await passed(db);
  await drawSecondLooks(db, await policyOf(db, desk), [caseId]);
  await db.transaction((tx) => decideSecondLook(tx, { caseId, reviewer: 'ana', wrong }));
  return caseId;
}

onEachDatabase((database) => {
  test('a share of what passed is drawn, the same cases however often one asks', async () => {
    const db = database();
    const ids = await Promise.all(Array.from({ length: 60 }, () => passed(db)));
    await setPolicy(db, 'half', { automation: 'confident', secondLooks: 0.5 }, 'key:a');
    await drawSecondLooks(db, await policyOf(db, 'half'), ids);
    const first = (await openSecondLooks(db, 500)).filter(({ desk }) => desk === 'half');
    await drawSecondLooks(db, await policyOf(db, 'half'), ids);
    const again = (await openSecondLooks(db, 500)).filter(({ desk }) => desk === 'half');
    assert.deepEqual(again, first);
    assert.ok(first.length > 10 && first.length < 50, `${first.length} of 60`);
    await setPolicy(db, 'none', { automation: 'confident', secondLooks: 0 }, 'key:a');
    await drawSecondLooks(db, await policyOf(db, 'none'), ids);
    assert.equal((await openSecondLooks(db, 500)).filter(({ desk }) => desk === 'none').length, 0);
  });

  test('a look is decided once, and only where the case was drawn', async () => {
    const db = database();
    await setPolicy(db, 'all', { automation: 'confident', secondLooks: 1 }, 'key:a');
    const caseId = await looked(db, 'all', []);
    const decide = (id: string) =>
      db.transaction((tx) => decideSecondLook(tx, { caseId: id, reviewer: 'bo', wrong: [] }));
    await assert.rejects(decide(caseId), { code: 'request.conflict', message: /ana/ });
    await assert.rejects(decide(await passed(db)), { code: 'request.not-found' });
  });

  test('what a look found is kept by the database itself', async () => {
    const db = database();
    await setPolicy(db, 'kept', { automation: 'confident', secondLooks: 1 }, 'key:a');
    const caseId = await looked(db, 'kept', ['intent']);
    const open = await passed(db);
    await drawSecondLooks(db, await policyOf(db, 'kept'), [open]);
    const where = sql`where case_id = ${caseId}`;
    for (const change of [
      sql`update second_looks set wrong = '[]' ${where}`,
      sql`update second_looks set reviewer = 'bo' ${where}`,
      sql`update second_looks set decided_at = null ${where}`,
      sql`delete from second_looks ${where}`,
      sql`truncate second_looks`,
    ])
      await assert.rejects(db.execute(change), (error: Error) => /is kept|append-only/.test(String(error.cause)));
    await countSecondLooks(db);
    await assert.rejects(db.execute(sql`update second_looks set counted_at = null ${where}`));
    assert.ok((await policyOf(db, 'kept')).looked >= 1);
    await db.execute(sql`delete from second_looks where case_id = ${open}`);
  });

  test('every policy that a desk had stands in the chain, which the database lets nobody change', async () => {
    const db = database();
    for (const automation of ['never', 'always'] as const)
      await setPolicy(db, 'changed', { automation, secondLooks: 0.1 }, 'key:a');
    const entries = await db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.action, 'policy.set'))
      .orderBy(asc(auditEntries.sequence));
    const set = entries.filter(({ body }) => body.desk === 'changed').map(({ body }) => body.policy);
    assert.deepEqual(set, [
      { automation: 'never', secondLooks: 0.1 },
      { automation: 'always', secondLooks: 0.1 },
    ]);
    await assert.rejects(db.execute(sql`delete from audit_entries where action = 'policy.set'`));
  });

  test('the watch takes each look in once, raises the alarm, and begins anew when it is cleared', async () => {
    const db = database();
    await setPolicy(db, 'watched', { automation: 'always', secondLooks: 1 }, 'key:a');
    for (let i = 0; i < 10; i += 1) await looked(db, 'watched', []);
    await countSecondLooks(db);
    await countSecondLooks(db);
    const calm = await policyOf(db, 'watched');
    assert.deepEqual([calm.looked, calm.errors, calm.alarmAt], [10, 0, null]);
    for (let i = 0; i < 6; i += 1) await looked(db, 'watched', ['intent']);
    await countSecondLooks(db);
    const raised = await policyOf(db, 'watched');
    assert.deepEqual([raised.looked, raised.errors], [16, 6]);
    assert.notEqual(raised.alarmAt, null);
    assert.ok(raised.evidence >= 20);
    const cleared = await clearAlarm(db, 'watched', 'key:a');
    assert.deepEqual([cleared.looked, cleared.alarmAt, cleared.automation], [0, null, 'always']);
    await looked(db, 'watched', []);
    await countSecondLooks(db);
    assert.equal((await policyOf(db, 'watched')).looked, 1);
  });
});
