import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { REVIEW_UPDATE } from '../../schemas/workflows.ts';
import { auditOf } from '../../store/audit.ts';
import { type Flow, startFlow } from './flow.ts';
import { refusalOf } from './refusal-of.ts';

const sure = { desk: 'desk-tiny', text: 'refund refund' };
const unsure = { desk: 'desk-tiny', text: 'Lost my card' };

describe('ticket workflows', () => {
  let flow: Flow;
  before(async () => {
    flow = await startFlow();
  });
  after(() => flow.close());

  it('accepts a ticket whose label reaches its bound', async () => {
    const { caseId, handle } = await flow.submitTicket(sure);
    assert.equal((await handle.result()).state, 'accepted');
    const { outcome } = (await flow.onRecord(caseId)) ?? {};
    assert.ok(outcome?.kind === 'ticket');
    assert.equal(outcome.result.intent.label, 'refund');
    assert.equal(outcome.decision.models[0]?.name, 'desk-tiny');
    assert.equal(outcome.decision.build, flow.deps.build);
  });

  it('lets a person choose another label of the desk, and no other', async () => {
    const { caseId, handle } = await flow.submitTicket(unsure);
    await flow.inReview(caseId);
    const approve = (label: string) => ({ action: 'approve', id: `d-${label}`, reviewer: 'ana', changes: [], label });
    const refused = await refusalOf(handle.executeUpdate(REVIEW_UPDATE, { args: [approve('holiday')] }));
    assert.equal(refused.type, 'review.invalid-value');
    await handle.executeUpdate(REVIEW_UPDATE, { args: [approve('refund')] });
    assert.equal((await handle.result()).state, 'accepted');
    const { outcome } = (await flow.onRecord(caseId)) ?? {};
    assert.ok(outcome?.kind === 'ticket');
    assert.deepEqual([outcome.result.intent.label, outcome.result.intent.source], ['refund', 'human']);
  });

  it('rejects a ticket for a desk that is not there', async () => {
    const { caseId, handle } = await flow.submitTicket({ desk: 'no-desk', text: 'refund' });
    assert.equal((await handle.result()).state, 'rejected');
    assert.equal((await flow.onRecord(caseId))?.reasons[0]?.code, 'ticket.unknown-desk');
  });

  it('ends a batch that was taken back, without asking a model', async () => {
    const { batchId, handle } = await flow.submitWithdrawnBatch([sure, unsure]);
    assert.deepEqual(await handle.result(), { batchId, recorded: 0, started: 0, waiting: 0 });
    const { events = [] } = await handle.fetchHistory();
    assert.equal(events?.filter(({ activityTaskScheduledEventAttributes: job }) => job).length, 0);
  });

  it('notes the run of a batch before it asks a model, so that a worker which dies with the first job is noticed', async () => {
    const { handle } = await flow.submitBatch([sure]);
    await handle.result();
    const { events } = await handle.fetchHistory();
    const marker = events?.findIndex(
      ({ markerRecordedEventAttributes: noted }) => noted?.markerName === 'core_local_activity',
    );
    const job = events?.findIndex(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled);
    assert.ok(marker !== undefined && job !== undefined && marker > 0 && marker < job, `${marker} ${job}`);
  });

  it('labels a batch in slices, and gives each doubtful ticket a workflow of its own where a model is to be asked', async () => {
    const tickets = Array.from({ length: 70 }, (_, index) => (index % 10 === 3 ? unsure : sure));
    const { caseIds, handle } = await flow.submitBatch(tickets, { ladder: ['llm'] });
    const { recorded, started, waiting } = await handle.result();
    assert.deepEqual({ recorded, started, waiting }, { recorded: 63, started: 7, waiting: 0 });
    for (const [index, caseId] of caseIds.entries()) {
      if (index % 10 === 3) await flow.inReview(caseId);
      assert.equal((await flow.onRecord(caseId))?.state, index % 10 === 3 ? 'review' : 'accepted');
    }
    const doubtful = flow.client.workflow.getHandle(`case-${caseIds[3]}`);
    const decision = { action: 'reject', id: 'd', reviewer: 'ana', reason: 'spam' };
    await doubtful.executeUpdate(REVIEW_UPDATE, { args: [decision] });
    assert.equal((await doubtful.result()).state, 'rejected');
  });

  it('keeps a ticket that breaks the model from taking its batch along', async () => {
    const tickets = [sure, { desk: 'desk-tiny', text: 'poison' }, sure];
    const { caseIds, handle } = await flow.submitBatch(tickets);
    assert.deepEqual((await handle.result()).started, 3);
    const states = await Promise.all(
      caseIds.map(async (caseId) => (await flow.client.workflow.getHandle(`case-${caseId}`).result()).state),
    );
    assert.deepEqual(states, ['accepted', 'rejected', 'accepted']);
    assert.equal((await flow.onRecord(caseIds[1] ?? ''))?.reasons[0]?.code, 'model.failed');
    assert.equal((await auditOf(flow.db, caseIds[0] ?? '')).length, 2);
  });
});
