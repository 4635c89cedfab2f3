import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asc, eq, sql } from 'drizzle-orm';
import type { DocumentBoundStamp } from '../../schemas/document-bound.ts';
import type { Database } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { clearAlarm, clearDocumentAlarm, policyOf, setPolicy } from '../../store/policies.ts';
import { decideSecondLook, drawSecondLooks, openSecondLooks } from '../../store/second-looks.ts';
import { auditEntries } from '../../store/tables.ts';
import { countSecondLooks } from '../../workers/second-look-counter.ts';
import { onEachDatabase } from './databases.ts';
import { foundDocument } from './decided-document.ts';
import { documentArrival, openCase, ticketOutcome } from './example-cases.ts';

async function passed(db: Database): Promise<string> {
  const caseId = await openCase(db);
  const outcome = ticketOutcome('accepted');
  await recordOutcome(db, { caseId, state: 'accepted', outcome, actor: 'workflow', key: 'decided' });
  return caseId;
}

const documentBound: DocumentBoundStamp = {
  threshold: 0.9,
  alpha: 0.05,
  delta: 0.05,
  n: 1500,
  groups: 1500,
  coverage: 0.4,
  population: 'test papers',
  automation: 'always',
  fields: ['sellerName', 'invoiceNumber', 'totalGross'],
  score: 'product',
  reached: 0.95,
};

/** A document of which the seller was in doubt. */
async function passedDocument(db: Database, bound?: DocumentBoundStamp): Promise<string> {
  const caseId = await openCase(db, documentArrival());
  const found = foundDocument('accepted', null);
  const outcome = { ...found, decision: { ...found.decision, ...(bound ? { documentBound: bound } : {}) } };
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

  test('whole documents have a watch and an alarm of their own, where a bound on them let a document pass', async () => {
    const db = database();
    await setPolicy(db, 'documents', { automation: 'confident', documentBound: 0.05, secondLooks: 1 }, 'key:a');
    const look = async (wrong: string[], documentBound?: DocumentBoundStamp) => {
      const caseId = await passedDocument(db, documentBound);
      await drawSecondLooks(db, await policyOf(db, 'documents'), [caseId]);
      await db.transaction((tx) => decideSecondLook(tx, { caseId, reviewer: 'ana', wrong }));
      await countSecondLooks(db);
      return policyOf(db, 'documents');
    };
    assert.deepEqual((await look(['totalGross'])).documentWatch, { looked: 0, wrong: 0, evidence: 1, alarmAt: null });
    const calm = await look([], documentBound);
    assert.deepEqual([calm.looked, calm.documentWatch?.looked, calm.documentWatch?.wrong], [2, 1, 0]);
    const beside = await look(['taxes.0.rate'], documentBound);
    assert.deepEqual([beside.documentWatch?.looked, beside.documentWatch?.wrong], [2, 0], 'it decides nothing');
    for (let i = 0; i < 6; i += 1) await look(['sellerName', 'taxes.0.rate'], documentBound);
    const raised = await policyOf(db, 'documents');
    assert.deepEqual([raised.documentWatch?.looked, raised.documentWatch?.wrong], [8, 6]);
    assert.ok((raised.documentWatch?.evidence ?? 0) >= 20);
    assert.notEqual(raised.documentWatch?.alarmAt, null);
    const cleared = await clearDocumentAlarm(db, 'key:a');
    assert.deepEqual([cleared.documentWatch?.looked, cleared.documentWatch?.alarmAt], [0, null]);
    assert.deepEqual([cleared.looked, cleared.documentBound], [9, 0.05], 'the watch over values goes on');
    assert.equal((await policyOf(db, 'banking77')).documentWatch, null);
    const entries = await db.select().from(auditEntries).orderBy(asc(auditEntries.sequence));
    const of = entries.filter(({ action }) => action.startsWith('policy.document-alarm'));
    assert.deepEqual(
      of.map(({ action, body }) => [action, body.looked]),
      [
        ['policy.document-alarm', of[0]?.body.looked],
        ['policy.document-alarm-cleared', 8],
      ],
    );
  });
});
