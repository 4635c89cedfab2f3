import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import type { ReviewAnswer } from '../../schemas/activities.ts';
import { REVIEW_UPDATE, STATE_QUERY } from '../../schemas/workflows.ts';
import { auditOf } from '../../store/audit.ts';
import { listCorrections } from '../../store/corrections.ts';
import { createSubscription, dueDeliveries } from '../../store/webhooks.ts';
import { type Flow, startFlow } from './flow.ts';
import { refusalOf } from './refusal-of.ts';
import { soundFields, ublInvoice, wordsFile } from './samples.ts';

const doubtful = wordsFile({ ...soundFields, sellerName: ['Nordlcht', 0.5] });

const decide = (handle: WorkflowHandle, decision: object): Promise<ReviewAnswer> =>
  handle.executeUpdate<ReviewAnswer, [object]>(REVIEW_UPDATE, { args: [decision] });

const approval = (changes: object[], id = 'd-1') => ({ action: 'approve', id, reviewer: 'ana', changes });

describe('review', () => {
  let flow: Flow;
  before(async () => {
    flow = await startFlow();
  });
  after(() => flow.close());

  it('takes a correction, keeps it, and answers the same decision the same way', async () => {
    const { caseId, handle } = await flow.submitDocument('doubt.json', doubtful);
    await flow.inReview(caseId);
    assert.equal(await handle.query(STATE_QUERY), 'review');
    const { waiting } = (await flow.onRecord(caseId)) ?? {};
    assert.deepEqual(waiting?.stake, { amount: '119.00', currency: 'EUR', priority: null });
    const left = Date.parse(waiting?.dueAt ?? '') - Date.now();
    assert.ok(left > 3_000_000 && left <= 3_600_000, `${left} ms are left of an hour`);
    const decision = approval([{ path: 'sellerName', value: 'Nordlicht' }]);
    const options = { args: [decision] as [object], updateId: decision.id };
    const answer = await handle.executeUpdate<ReviewAnswer, [object]>(REVIEW_UPDATE, options);
    assert.equal(answer.state, 'accepted');
    assert.equal((await handle.result()).state, 'accepted');
    assert.deepEqual(await handle.executeUpdate(REVIEW_UPDATE, options), answer);

    const { outcome } = (await flow.onRecord(caseId)) ?? {};
    assert.ok(outcome?.kind === 'document');
    const seller = outcome.result.fields.sellerName;
    assert.deepEqual([seller?.value, seller?.source, seller?.by.name], ['Nordlicht', 'human', 'ana']);
    assert.deepEqual(
      outcome.decision.escalations.map(({ step, fields, outcome: said }) => [step, fields, said]),
      [['human', ['sellerName'], 'accepted']],
    );
    const kept = await listCorrections(flow.db, { caseId });
    assert.deepEqual(
      kept.map(({ path, before, after, reviewer }) => [path, before, after, reviewer]),
      [['sellerName', 'Nordlcht', 'Nordlicht', 'ana']],
    );
    const actions = (await auditOf(flow.db, caseId)).map(({ action }) => action);
    assert.deepEqual(actions, ['case.received', 'case.decided', 'case.reviewed']);
  });

  it('rejects with the reason a person gave', async () => {
    const { caseId, handle } = await flow.submitDocument('doubt.json', doubtful);
    await flow.inReview(caseId);
    await decide(handle, { action: 'reject', id: 'd-2', reviewer: 'ana', reason: 'not ours' });
    assert.equal((await handle.result()).state, 'rejected');
    const onRecord = await flow.onRecord(caseId);
    assert.equal(onRecord?.state, 'rejected');
    assert.equal(onRecord.reasons.at(-1)?.message, 'not ours');
  });

  it('refuses what has not the shape of its field, and goes on waiting', async () => {
    const { caseId, handle } = await flow.submitDocument('doubt.json', doubtful);
    await flow.inReview(caseId);
    const wrong = [
      ['totalGross', '119,00', /totalGross: expected a decimal/],
      ['issueDate', '5.3.2024', /issueDate: /],
      ['currency', 'euro', /currency: /],
      ['iban', 'DE00 1234', /iban: /],
      ['bic', 'x', /bic: /],
      ['sellerVatId', '123', /sellerVatId: /],
      ['sellerName', ' ', /sellerName: /],
      ['lines.0.quantity', 'two', /lines\.0\.quantity: /],
      ['taxes.0.rate', '19 %', /taxes\.0\.rate: /],
      ['lines.0.rate', '19', /no such field/],
      ['sellerPhone', '1', /no such field/],
      ['lines.x.unit', '1', /changes\.0\.path/],
    ] as const;
    for (const [path, value, expected] of wrong) {
      const refusal = await refusalOf(decide(handle, approval([{ path, value }])));
      assert.equal(refusal.type, 'review.invalid-value', path);
      assert.match(refusal.message, expected);
    }
    const unknown = await refusalOf(decide(handle, { ...approval([]), colour: 'red' }));
    assert.equal(unknown.type, 'review.invalid-value');

    const right = [
      ['totalGross', '119.00'],
      ['issueDate', '2024-03-05'],
      ['currency', 'EUR'],
      ['iban', 'DE89370400440532013000'],
      ['bic', 'COBADEFFXXX'],
      ['sellerVatId', 'DE123456789'],
      ['lines.0.quantity', '2'],
      ['taxes.0.rate', '19'],
      ['paymentTerms', null],
    ] as const;
    await decide(handle, approval(right.map(([path, value]) => ({ path, value }))));
    assert.equal((await handle.result()).state, 'accepted');
  });

  it('refuses a decision on a case that is not waiting', async () => {
    const { handle } = await flow.submitDocument('slow.xml', ublInvoice);
    const early = decide(handle, approval([])).catch((error: unknown) => error);
    await handle.result();
    const error = await early;
    if (error instanceof WorkflowUpdateFailedError) {
      assert.equal((await refusalOf(Promise.reject(error))).type, 'review.not-open');
    } else {
      assert.equal((error as Error).name, 'WorkflowNotFoundError', String(error));
    }
  });

  it('takes one of two decisions that come together', async () => {
    const { caseId, handle } = await flow.submitDocument('doubt.json', doubtful);
    await flow.inReview(caseId);
    const rejection = { action: 'reject', id: 'd-b', reviewer: 'ben', reason: 'no' };
    const both = await Promise.allSettled([decide(handle, approval([], 'd-a')), decide(handle, rejection)]);
    const taken = both.filter(({ status }) => status === 'fulfilled');
    assert.equal(taken.length, 1);
    await handle.result();
    const actions = (await auditOf(flow.db, caseId)).map(({ action }) => action);
    assert.deepEqual(actions, ['case.received', 'case.decided', 'case.reviewed']);
  });

  it('reminds, notes the missed deadline once, and still takes a decision', async () => {
    await createSubscription(flow.db, { url: 'https://receiver.example/', events: ['case.review-reminder'] });
    const review = { deadlineMs: 700, reminderMs: 300, leadMs: 60_000 };
    const { caseId, handle } = await flow.submitDocument('doubt.json', doubtful, { review });
    await flow.overdue(caseId);
    assert.equal((await flow.onRecord(caseId))?.state, 'review');
    const actions = (await auditOf(flow.db, caseId)).map(({ action }) => action);
    assert.deepEqual(actions, ['case.received', 'case.decided', 'case.reminded', 'case.reminded', 'case.overdue']);
    assert.equal((await dueDeliveries(flow.db, 10)).length, 3);
    await decide(handle, approval([]));
    assert.equal((await handle.result()).state, 'accepted');
  });
});
