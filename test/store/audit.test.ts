import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { auditEntry } from '../../schemas/audit.ts';
import { appendAudit, auditOf, verifyChain } from '../../store/audit.ts';
import { closeDatabase, type Database, openDatabase } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { onEachDatabase } from './databases.ts';
import { openCase, ticketOutcome } from './example-cases.ts';

const event = (caseId: string, body: Record<string, unknown> = {}) => ({
  actor: 'test',
  action: 'case.closed' as const,
  caseId,
  body,
});

onEachDatabase((database) => {
  test('entries written at once form one chain', async () => {
    const db = database();
    const writers = Array.from({ length: 25 }, (_, index) =>
      db.transaction((tx) =>
        appendAudit(tx, event('many', { index, float: 0.1, text: 'ü€\u0000', nested: { b: 1, a: [null] } })),
      ),
    );
    await Promise.all(writers);
    const report = await verifyChain(db);
    assert.ok(report.ok, JSON.stringify(report));
    assert.equal(report.entries, 25);
    const entries = await auditOf(db, 'many');
    assert.equal(entries.at(-1)?.hash, report.head);
    for (const entry of entries) auditEntry.parse(entry);
  });

  test('an entry of a transaction that fails is not there, and the chain goes on', async () => {
    const db = database();
    const failing = db.transaction(async (tx) => {
      await appendAudit(tx, event('failed'));
      throw new Error('no');
    });
    await assert.rejects(failing, /no/);
    await appendAudit(db, event('after'));
    assert.deepEqual(await auditOf(db, 'failed'), []);
    assert.equal((await verifyChain(db)).ok, true);
  });

  test('entries cannot be changed, deleted or truncated', async () => {
    const db = database();
    for (const change of [
      "update audit_entries set actor = 'x'",
      'delete from audit_entries',
      'truncate audit_entries',
    ]) {
      await assert.rejects(db.execute(sql.raw(change)), (error: Error) => /append-only/.test(String(error.cause)));
    }
  });
});

describe('someone who gets round the triggers', () => {
  async function tampered(change: string): Promise<Awaited<ReturnType<typeof verifyChain>>> {
    const db: Database = await openDatabase('pglite:memory');
    try {
      for (let count = 0; count < 3; count += 1) {
        const caseId = await openCase(db);
        await recordOutcome(db, {
          caseId,
          state: 'accepted',
          outcome: ticketOutcome('accepted'),
          actor: 'workflow',
          key: 'decided',
        });
      }
      assert.equal((await verifyChain(db)).ok, true);
      await db.execute(sql`set session_replication_role = replica`);
      await db.execute(sql.raw(change));
      return await verifyChain(db);
    } finally {
      await closeDatabase(db);
    }
  }

  const changes: [what: string, change: string, sequence: number][] = [
    ['altered a body', `update audit_entries set body = jsonb_set(body, '{kind}', '"x"') where sequence = 3`, 3],
    ['altered an actor', `update audit_entries set actor = 'x' where sequence = 2`, 2],
    ['altered a time', `update audit_entries set at = at + interval '1 second' where sequence = 5`, 5],
    ['took an entry away', 'delete from audit_entries where sequence = 2', 2],
    ['took the first entry away', 'delete from audit_entries where sequence = 1', 1],
    ['cut the end off', 'delete from audit_entries where sequence > 5', 6],
    ['altered an outcome', `update outcomes set outcome = jsonb_set(outcome, '{result,topic}', '"x"')`, 2],
    ['took the outcomes away', 'delete from outcomes', 2],
  ];
  for (const [what, change, sequence] of changes) {
    test(`${what}: the chain names the entry`, async () => {
      const report = await tampered(change);
      assert.ok(!report.ok);
      assert.equal(report.sequence, sequence);
      assert.notEqual(report.problem, '');
    });
  }
});
