import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { WorkflowHandle } from '@temporalio/client';
import type { ReviewAnswer } from '../../schemas/activities.ts';
import { REVIEW_UPDATE } from '../../schemas/workflow-names.ts';
import { auditOf } from '../../store/audit.ts';
import { listCorrections } from '../../store/corrections.ts';
import { migrate } from '../../store/migrate.ts';
import { historyOf } from '../../store/runs.ts';
import { exportHistories } from '../../workers/history-exporter.ts';
import { replayHistory } from '../../workers/replay-history.ts';
import { buildBundle } from '../../workflows/build-bundle.ts';
import { runDocket } from '../cli/run-docket.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { earlierBuild, earlierBuilds, waitingHistories } from './earlier-builds.ts';
import { type Flow, startFlow } from './flow.ts';
import { refusalOf } from './refusal-of.ts';
import { doubtful, unsureTicket, waitingPaths } from './waiting-paths.ts';

/** Longer than a deployment takes on a busy machine: it must pass after it. */
const DEADLINE_MS = 60_000;
const changes = [{ path: 'sellerName', value: 'Nordlicht' }];
const approve = { action: 'approve', id: 'd-1', reviewer: 'ana', changes };
const decide = (handle: WorkflowHandle, decision: Record<string, unknown> & { id: string }): Promise<ReviewAnswer> =>
  handle.executeUpdate<ReviewAnswer, [object]>(REVIEW_UPDATE, { args: [decision], updateId: decision.id });

describe('a history that an earlier build left waiting', () => {
  let today: string;
  before(async () => {
    today = await buildBundle();
  });

  for (const build of earlierBuilds()) {
    it(`of ${build.name}: all ways of waiting are kept`, () => {
      assert.deepEqual(waitingHistories(build).sort(), Object.keys(waitingPaths).sort());
    });

    it(`of ${build.name}: the build itself takes the same way again, and today's code is another`, async () => {
      const bundle = await buildBundle(build.workflowsPath);
      assert.notEqual(bundle, today);
      for (const name of waitingHistories(build)) await replays(build.folder, name, bundle);
    });

    for (const name of waitingHistories(build))
      it(`of ${build.name}: ${name} is taken up by today's code`, () => replays(build.folder, name, today));
  }

  it('is refused by code that waits otherwise', async () => {
    const other = today.replaceAll('Math.min(untilReminder, deadlineMs - waited)', 'deadlineMs - waited + 1');
    assert.notEqual(other, today);
    const history = load(earlierBuild('before-leads').folder, 'document-reminded');
    await assert.rejects(replayHistory(history, other), { code: 'audit.replay-mismatch' });
  });
});

function load(folder: string, name: string): { events: { eventType: string }[] } {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { events: { eventType: string }[] };
}

async function replays(folder: string, name: string, bundle: string): Promise<void> {
  const history = load(folder, name);
  assert.ok(!history.events.some(({ eventType }) => eventType.includes('WORKFLOW_EXECUTION_COMPLETED')));
  assert.equal(await replayHistory(history, bundle), history.events.length, name);
}

describe('a deployment while cases wait for a person', () => {
  const earlier = earlierBuild('before-leads');
  let engines: Engines;
  let flow: Flow;
  before(async () => {
    engines = await startEngines({ postgres: true });
    await migrate(engines.databaseUrl);
    flow = await startFlow({ workflowsPath: earlier.workflowsPath, databaseUrl: engines.databaseUrl });
  });
  after(async () => {
    await flow.close();
    await engines.stop();
  });

  const actionsOf = async (caseId: string) => (await auditOf(flow.db, caseId)).map(({ action }) => action);

  it('is survived by every one of them, and every history replays with the build that decided it', async () => {
    const build = flow.deps.build;
    const before = await flow.submitDocument('doubt.json', doubtful);
    await flow.inReview(before.caseId);
    await decide(before.handle, approve);
    await before.handle.result();

    const waiting = await flow.submitDocument('doubt.json', doubtful);
    const rejected = await flow.submitDocument('doubt.json', doubtful);
    const ticket = await flow.submitTicket(unsureTicket);
    const deadline = { deadlineMs: DEADLINE_MS, reminderMs: DEADLINE_MS };
    const overdue = await flow.submitDocument('doubt.json', doubtful, { review: deadline });
    for (const { caseId } of [waiting, rejected, ticket, overdue]) await flow.inReview(caseId);

    await flow.deploy();
    const deployed = flow.deps.build;
    assert.notEqual(deployed, build);
    for (const { caseId } of [waiting, rejected, ticket, overdue])
      assert.equal((await flow.onRecord(caseId))?.state, 'review');

    assert.equal((await decide(waiting.handle, approve)).state, 'accepted');
    assert.equal((await waiting.handle.result()).state, 'accepted');
    const { outcome } = (await flow.onRecord(waiting.caseId)) ?? {};
    assert.ok(outcome?.kind === 'document');
    assert.equal(outcome.result.fields.sellerName?.value, 'Nordlicht');
    assert.equal(outcome.decision.build, build, 'what was found is stamped with the build that found it');
    assert.deepEqual(
      (await listCorrections(flow.db, { caseId: waiting.caseId })).map(({ path, before, after }) => [
        path,
        before,
        after,
      ]),
      [['sellerName', 'Nordlcht', 'Nordlicht']],
    );

    const refusal = await refusalOf(
      decide(rejected.handle, { ...approve, changes: [{ path: 'totalGross', value: 'x' }] }),
    );
    assert.equal(refusal.type, 'review.invalid-value');
    const rejection = { action: 'reject', id: 'd-2', reviewer: 'ana', reason: 'not ours' };
    assert.equal((await decide(rejected.handle, rejection)).state, 'rejected');
    const labelled = { ...approve, changes: [], label: 'refund' };
    assert.equal((await decide(ticket.handle, labelled)).state, 'accepted');

    await flow.overdue(overdue.caseId);
    await flow.escalated(overdue.caseId);
    assert.equal((await decide(overdue.handle, approve)).state, 'accepted');
    assert.deepEqual(await actionsOf(overdue.caseId), [
      'case.received',
      'case.decided',
      'case.overdue',
      'case.escalated',
      'case.reviewed',
    ]);

    const all = [before, waiting, rejected, ticket, overdue];
    await Promise.all(all.map(({ handle }) => handle.result()));
    while ((await exportHistories({ ...flow.deps, client: flow.client })).more);
    for (const { caseId } of all) {
      const kept = await historyOf(flow.db, caseId);
      assert.ok(kept);
      assert.equal(kept.bundle, caseId === before.caseId ? build : deployed);
      const text = async (blob: Parameters<typeof flow.deps.blobs.get>[0]) =>
        Buffer.from(await flow.deps.blobs.get(blob)).toString('utf8');
      assert.ok((await replayHistory(JSON.parse(await text(kept.history)), await text(kept.bundle))) > 10);
    }
    for (const [{ caseId }, by] of [
      [before, build],
      [overdue, deployed],
    ] as const) {
      const environment = { DATABASE_URL: engines.databaseUrl, DOCKET_DATA_DIR: flow.dataDir };
      const { code, stdout, stderr } = await runDocket(['audit', 'replay', caseId], environment);
      assert.equal(code, 0, stderr);
      assert.match(stdout, new RegExp(`events replayed against build ${by.slice(0, 12)}: the same decisions`));
    }
  });
});
