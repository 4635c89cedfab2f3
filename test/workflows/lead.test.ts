import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { WorkflowHandle } from '@temporalio/client';
import { webhookEvent } from '../../schemas/webhook.ts';
import { REVIEW_UPDATE } from '../../schemas/workflow-names.ts';
import { auditOf } from '../../store/audit.ts';
import { listCases } from '../../store/cases.ts';
import { createSubscription, dueDeliveries } from '../../store/webhooks.ts';
import { type Flow, startFlow } from './flow.ts';
import { doubtful, unsureTicket } from './waiting-paths.ts';

const HOUR = 3_600_000;
const approve = { action: 'approve', id: 'd-1', reviewer: 'ana', changes: [] };

describe('escalation to a lead', () => {
  let flow: Flow;
  before(async () => {
    flow = await startFlow();
    await createSubscription(flow.db, { url: 'https://receiver.example/', events: ['case.escalated'] });
  });
  after(() => flow.close());

  const actionsOf = async (caseId: string) => (await auditOf(flow.db, caseId)).map(({ action }) => action);
  const decide = async (handle: WorkflowHandle, decision: object) => {
    await handle.executeUpdate(REVIEW_UPDATE, { args: [decision] });
    return handle.result();
  };

  it('hands a case on before its deadline, says so everywhere, closes nothing, and takes a decision after', async () => {
    const review = { deadlineMs: HOUR, reminderMs: HOUR, leadMs: 400 };
    const { caseId, handle } = await flow.submitDocument('doubt.json', doubtful, { review });
    await flow.escalated(caseId);
    const onRecord = await flow.onRecord(caseId);
    assert.equal(onRecord?.state, 'review');
    assert.equal(onRecord.escalation?.lead, 'Head of accounts');
    assert.ok(Date.parse(onRecord.escalation.at) - Date.parse(onRecord.createdAt) >= 400);
    const [entry] = (await auditOf(flow.db, caseId)).filter(({ action }) => action === 'case.escalated');
    assert.deepEqual(entry?.body, { lead: 'Head of accounts' });
    const [delivery, ...others] = await dueDeliveries(flow.db, 10);
    assert.deepEqual(others, []);
    const event = webhookEvent.parse(delivery?.event);
    assert.equal(event.type, 'case.escalated');
    assert.deepEqual(event.data.case.escalation, onRecord.escalation);
    const listed = await listCases(flow.db, { state: 'review', escalated: true, limit: 10 });
    assert.deepEqual(
      listed.items.map(({ id }) => id),
      [caseId],
    );

    assert.equal((await decide(handle, approve)).state, 'accepted');
    assert.deepEqual((await flow.onRecord(caseId))?.escalation, onRecord.escalation);
    assert.deepEqual(await actionsOf(caseId), ['case.received', 'case.decided', 'case.escalated', 'case.reviewed']);
  });

  it('hands a ticket on when its deadline passes, once, beside the reminders', async () => {
    const review = { deadlineMs: 700, reminderMs: 300, leadMs: 700 };
    const { caseId, handle } = await flow.submitTicket(unsureTicket, { review });
    await Promise.all([flow.escalated(caseId), flow.overdue(caseId)]);
    const actions = await actionsOf(caseId);
    for (const [action, times] of [
      ['case.reminded', 2],
      ['case.overdue', 1],
      ['case.escalated', 1],
    ] as const)
      assert.equal(actions.filter((one) => one === action).length, times, action);
    assert.equal((await flow.onRecord(caseId))?.state, 'review');
    assert.equal((await decide(handle, { ...approve, label: 'refund' })).state, 'accepted');
  });

  it('asks no lead for a case that a person decided in time', async () => {
    const review = { deadlineMs: 1500, reminderMs: 1500, leadMs: 1500 };
    const { caseId, handle } = await flow.submitDocument('doubt.json', doubtful, { review });
    await flow.inReview(caseId);
    await decide(handle, { action: 'reject', id: 'd-2', reviewer: 'ana', reason: 'not ours' });
    assert.equal((await flow.onRecord(caseId))?.escalation, null);
    assert.deepEqual(await actionsOf(caseId), ['case.received', 'case.decided', 'case.reviewed']);
  });
});
