import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { WorkflowHandle } from '@temporalio/client';
import { openTemporal } from '../../api/temporal.ts';
import { auditOf } from '../../store/audit.ts';
import { listCorrections } from '../../store/corrections.ts';
import { type AppFixture, openApp } from '../api/app-fixture.ts';
import { type Flow, startFlow } from './flow.ts';
import { doubtful, unsureTicket } from './waiting-paths.ts';

const HOUR = 3_600_000;
const approve = (id: string, value = 'Nordlicht') => ({
  action: 'approve',
  id,
  reviewer: 'ana',
  changes: [{ path: 'sellerName', value }],
});

describe('a decision through the API', () => {
  let flow: Flow;
  let fixture: AppFixture;
  let temporal: ReturnType<typeof openTemporal>;
  before(async () => {
    flow = await startFlow();
    const review = { deadlineMs: HOUR, reminderMs: HOUR, leadMs: HOUR };
    temporal = openTemporal({ ...flow.temporal, review, ladder: () => [], waiting: async () => null });
    fixture = await openApp({ db: flow.db, blobs: flow.deps.blobs, workflows: temporal });
  });
  after(async () => {
    await fixture.close();
    await temporal.close();
    await flow.close();
  });

  const send = async (caseId: string, payload: object) => {
    const url = `/v1/cases/${caseId}/review`;
    const answer = await fixture.app.inject({ method: 'POST', url, headers: fixture.headers, payload });
    const { statusCode: status } = answer;
    const body = answer.json<{ state?: string; code?: string; detail?: string; updatedAt?: string }>();
    return { status, body };
  };
  const waiting = async () => {
    const submitted = await flow.submitDocument('doubt.json', doubtful);
    await flow.inReview(submitted.caseId);
    return submitted;
  };
  const decisionsOn = async (caseId: string) =>
    (await auditOf(flow.db, caseId)).filter(({ action }) => action === 'case.reviewed').length;
  const forget = async (handle: WorkflowHandle) => {
    const { workflowService: service } = flow.client;
    const { workflowId } = handle;
    const { namespace } = flow.temporal;
    await service.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId } });
    await flow.until(() =>
      handle.describe().then(
        () => false,
        () => true,
      ),
    );
  };

  it('that comes eight times at once is taken once, and each is told the same', async () => {
    const { caseId, handle } = await waiting();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(caseId, approve('d-1'))));
    for (const { status, body } of answers) assert.deepEqual([status, body.state], [200, 'accepted']);
    await handle.result();
    assert.equal(await decisionsOn(caseId), 1);
    assert.equal((await listCorrections(flow.db, { caseId })).length, 1);
  });

  it('is answered the same after the close, after another worker took over, and when the engine has forgotten it', async () => {
    const { caseId, handle } = await waiting();
    const first = await send(caseId, approve('d-1'));
    assert.equal(first.status, 200);
    await handle.result();
    assert.deepEqual(await send(caseId, approve('d-1')), first);
    await flow.deploy();
    assert.deepEqual(await send(caseId, approve('d-1')), first);
    await forget(handle);
    assert.deepEqual(await send(caseId, approve('d-1')), first);
    const other = await send(caseId, approve('d-1', 'Nordlicht AG'));
    assert.deepEqual([other.status, other.body.code], [409, 'request.conflict']);
    const late = await send(caseId, approve('d-2'));
    assert.deepEqual([late.status, late.body.code], [409, 'review.not-open']);
    assert.equal(await decisionsOn(caseId), 1);
  });

  it('may be sent again and again while no worker is there, and is taken once by the next', async () => {
    const { caseId, handle } = await waiting();
    const deployed = flow.deploy();
    const patiently = async () => {
      for (;;) {
        const answer = await send(caseId, approve('d-1'));
        if (answer.status !== 503) return answer;
      }
    };
    const [first, second] = await Promise.all([patiently(), patiently(), deployed]);
    assert.equal(first.status, 200);
    assert.deepEqual(second, first);
    await handle.result();
    assert.equal(await decisionsOn(caseId), 1);
  });

  it('wins alone against another one at the same time, which is told so', async () => {
    const { caseId, handle } = await waiting();
    const rejection = { action: 'reject', id: 'd-b', reviewer: 'ben', reason: 'not ours' };
    const both = await Promise.all([send(caseId, approve('d-a')), send(caseId, rejection)]);
    const [lost, ...others] = both.filter(({ status }) => status !== 200);
    assert.deepEqual(others, []);
    assert.deepEqual([lost?.status, lost?.body.code], [409, 'review.not-open']);
    assert.match(lost?.body.detail ?? '', new RegExp(`case ${caseId}`, 'i'));
    const won = both.find(({ status }) => status === 200);
    await handle.result();
    assert.equal((await flow.onRecord(caseId))?.state, won?.body.state);
    assert.equal(await decisionsOn(caseId), 1);
  });

  it('under the id of another one that is being recorded is refused', async () => {
    const { caseId, handle } = await waiting();
    const both = await Promise.all([send(caseId, approve('d-1')), send(caseId, approve('d-1', 'Nordlicht AG'))]);
    assert.deepEqual(
      both.map(({ status }) => status).sort((a, b) => a - b),
      [200, 409],
    );
    assert.equal(both.find(({ status }) => status === 409)?.body.code, 'request.conflict');
    await handle.result();
    assert.equal((await listCorrections(flow.db, { caseId })).length, 1);
  });

  it('that is refused may be mended and sent again under its id', async () => {
    const { caseId, handle } = await flow.submitTicket(unsureTicket);
    await flow.inReview(caseId);
    const decision = { action: 'approve', id: 'd-1', reviewer: 'ana', label: 'no such label' };
    const refused = await send(caseId, decision);
    assert.deepEqual([refused.status, refused.body.code], [422, 'review.invalid-value']);
    assert.equal((await send(caseId, { ...decision, label: 'refund' })).status, 200);
    await handle.result();
  });

  it('that the validator refuses leaves no trace in the history and changes nothing on record', async () => {
    const { caseId, handle } = await waiting();
    const eventsOf = async () => (await handle.fetchHistory()).events ?? [];
    await flow.until(async () => (await eventsOf()).at(-1)?.timerStartedEventAttributes != null);
    const [events, onRecord, chain] = [await eventsOf(), await flow.onRecord(caseId), await auditOf(flow.db, caseId)];
    for (let time = 0; time < 3; time += 1) {
      const refused = await send(caseId, {
        ...approve(`bad-${time}`),
        changes: [{ path: 'totalGross', value: '1,00' }],
      });
      assert.deepEqual([refused.status, refused.body.code], [422, 'review.invalid-value']);
    }
    assert.deepEqual(await eventsOf(), events);
    assert.deepEqual(await flow.onRecord(caseId), onRecord);
    assert.deepEqual(await auditOf(flow.db, caseId), chain);
    assert.equal((await send(caseId, approve('d-1'))).status, 200);
    await handle.result();
  });
});
