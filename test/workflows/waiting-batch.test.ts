import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ReviewDecision } from '../../schemas/review.ts';
import { REVIEW_UPDATE } from '../../schemas/workflow-names.ts';
import { caseWorkflowId } from '../../schemas/workflows.ts';
import { auditOf } from '../../store/audit.ts';
import { runsOf } from '../../store/runs.ts';
import { exportHistories } from '../../workers/history-exporter.ts';
import { type Flow, startFlow } from './flow.ts';

const sure = { desk: 'desk-tiny', text: 'refund refund' };
const unsure = { desk: 'desk-tiny', text: 'Lost my card' };
const approve = (id: string, label = 'refund'): Extract<ReviewDecision, { action: 'approve' }> => ({
  action: 'approve',
  id,
  reviewer: 'ana',
  changes: [],
  label,
});

describe('tickets of a batch that wait for a person', () => {
  let flow: Flow;
  before(async () => {
    flow = await startFlow();
  });
  after(() => flow.close());

  const hasWorkflow = (caseId: string) =>
    flow.client.workflow
      .getHandle(caseWorkflowId(caseId))
      .describe()
      .then(
        () => true,
        () => false,
      );
  const actionsOn = async (caseId: string) => (await auditOf(flow.db, caseId)).map(({ action }) => action);

  it('are on record with their place in the queue, without a workflow of their own', async () => {
    const { caseIds, handle, batchId } = await flow.submitBatch([sure, unsure, sure, unsure]);
    const { recorded, started, waiting } = await handle.result();
    assert.deepEqual({ recorded, started, waiting }, { recorded: 2, started: 0, waiting: 2 });
    for (const [index, caseId] of caseIds.entries()) {
      const found = await flow.onRecord(caseId);
      assert.equal(found?.state, index % 2 === 1 ? 'review' : 'accepted');
      assert.equal(found?.waiting !== null, index % 2 === 1);
      assert.deepEqual(await actionsOn(caseId), ['case.received', 'case.decided']);
      assert.equal(await hasWorkflow(caseId), false);
    }
    while ((await exportHistories({ ...flow.deps, client: flow.client })).more);
    const [run] = await runsOf(flow.db, caseIds[1] ?? '');
    assert.equal(run?.batchId, batchId);
    assert.ok(run?.history, 'the history of the batch is kept although some of its tickets wait');
  });

  it('are decided each alone, once, whatever comes at the same time', async () => {
    const { caseIds, handle } = await flow.submitBatch([unsure, unsure]);
    await handle.result();
    const [one = '', other = ''] = caseIds;
    await Promise.all(Array.from({ length: 6 }, () => flow.decideWaiting(one, approve('d-1'))));
    assert.equal((await flow.onRecord(one))?.state, 'accepted');
    assert.deepEqual(await actionsOn(one), ['case.received', 'case.decided', 'case.reviewed']);
    await flow.decideWaiting(one, approve('d-1'));
    await assert.rejects(flow.decideWaiting(one, approve('d-2')), { code: 'review.not-open' });
    assert.deepEqual([(await flow.onRecord(other))?.state, await hasWorkflow(other)], ['review', false]);
    const run = (await runsOf(flow.db, one)).find(({ caseId }) => caseId === one);
    assert.equal(run?.workflowId, caseWorkflowId(one), 'its history will be exported');
  });

  it('may be mended after a decision that was refused', async () => {
    const { caseIds, handle } = await flow.submitBatch([unsure]);
    await handle.result();
    const [caseId = ''] = caseIds;
    await assert.rejects(flow.decideWaiting(caseId, approve('d-1', 'no such label')), { code: 'review.invalid-value' });
    assert.equal((await flow.onRecord(caseId))?.state, 'review');
    const shapeless: ReviewDecision = {
      ...approve('d-2'),
      changes: [{ path: 'totalGross', value: '1,00' }],
    };
    await assert.rejects(flow.decideWaiting(caseId, shapeless), { code: 'review.invalid-value' });
    await flow.decideWaiting(caseId, approve('d-1'));
    const { state, outcome } = (await flow.onRecord(caseId)) ?? {};
    assert.ok(outcome?.kind === 'ticket');
    assert.deepEqual(
      [state, outcome.result.intent.label, outcome.result.intent.source],
      ['accepted', 'refund', 'human'],
    );
  });

  it('meet their reminder, their lead and their deadline in a workflow of their own, unless decided before', async () => {
    const review = { deadlineMs: 20_000, reminderMs: 16_000, leadMs: 18_000 };
    const { caseIds, handle, waits } = await flow.submitBatch([unsure, unsure], { review });
    await handle.result();
    const [decided = '', waiting = ''] = caseIds;
    await flow.decideWaiting(decided, approve('d-1'));
    assert.equal(await waits.result(), 1);
    await flow.overdue(waiting);
    await flow.escalated(waiting);
    assert.deepEqual((await actionsOn(waiting)).toSorted(), [
      'case.decided',
      'case.escalated',
      'case.overdue',
      'case.received',
      'case.reminded',
    ]);
    assert.deepEqual(await actionsOn(decided), ['case.received', 'case.decided', 'case.reviewed']);
    const own = flow.client.workflow.getHandle(caseWorkflowId(waiting));
    await own.executeUpdate(REVIEW_UPDATE, { args: [approve('d-1')] });
    assert.equal((await flow.onRecord(waiting))?.state, 'accepted');
  });
});
