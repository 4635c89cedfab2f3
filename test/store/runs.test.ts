import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eq, sql } from 'drizzle-orm';
import { auditOf } from '../../store/audit.ts';
import { historyOf, recordHistories, recordRun, runsToExport } from '../../store/runs.ts';
import { cases, workflowRuns } from '../../store/tables.ts';
import { onEachDatabase } from './databases.ts';
import { openCase } from './example-cases.ts';

const history = { sha256: '1'.repeat(64), bytes: 10, mediaType: 'application/json' };

onEachDatabase((database) => {
  test('a run is exported once, with its entry in the chain', async () => {
    const db = database();
    const caseId = await openCase(db);
    const run = { workflowId: `case-${caseId}`, runId: 'run-1' };
    assert.equal(await historyOf(db, caseId), null);
    assert.equal(
      (await runsToExport(db, 100)).some((one) => one.caseId === caseId),
      true,
    );
    await recordHistories(db, [{ ...run, history, bundle: '2'.repeat(64) }]);
    await recordHistories(db, [{ ...run, history: { ...history, sha256: '3'.repeat(64) }, bundle: '4'.repeat(64) }]);
    const stored = await historyOf(db, caseId);
    assert.deepEqual(stored?.history, history);
    assert.equal(stored?.bundle, '2'.repeat(64));
    assert.equal(
      (await runsToExport(db, 100)).some((one) => one.caseId === caseId),
      false,
    );
    const exported = (await auditOf(db, caseId)).filter(({ action }) => action === 'history.exported');
    assert.deepEqual(
      exported.map(({ body }) => body.historySha256),
      [history.sha256],
    );
  });

  test('every run gets its turn', async () => {
    const db = database();
    const caseId = await openCase(db);
    for (const runId of ['run-2', 'run-3']) await recordRun(db, { workflowId: `case-${caseId}`, runId, caseId });
    const seen = new Set<string>();
    for (let turn = 0; turn < 20; turn += 1) {
      for (const run of await runsToExport(db, 1)) seen.add(`${run.workflowId} ${run.runId}`);
    }
    for (const runId of ['run-1', 'run-2', 'run-3']) assert.ok(seen.has(`case-${caseId} ${runId}`));
  });

  test('a run that goes on is looked at again after as long as it had gone on, and each time once its case is closed', async () => {
    const db = database();
    const caseId = await openCase(db);
    const isLookedAt = async () => (await runsToExport(db, 1000)).some((one) => one.caseId === caseId);
    const ago = (started: string, checked: string) =>
      db
        .update(workflowRuns)
        .set({ startedAt: sql`now() - ${started}::interval`, checkedAt: sql`now() - ${checked}::interval` })
        .where(eq(workflowRuns.caseId, caseId));
    assert.equal(await isLookedAt(), true);
    await ago('10 minutes', '4 minutes');
    assert.equal(await isLookedAt(), false);
    await ago('10 minutes', '6 minutes');
    assert.equal(await isLookedAt(), true);
    await ago('20 days', '59 minutes');
    assert.equal(await isLookedAt(), false);
    await ago('20 days', '61 minutes');
    assert.equal(await isLookedAt(), true);
    assert.equal(await isLookedAt(), false);
    await db.update(cases).set({ closedAt: sql`now()` }).where(eq(cases.id, caseId));
    assert.equal(await isLookedAt(), true);
    assert.equal(await isLookedAt(), true);
  });
});
