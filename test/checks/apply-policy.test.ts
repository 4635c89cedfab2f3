import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyPolicy as apply, type PolicyInForce } from '../../checks/apply-policy.ts';
import type { OutcomeStatus, Reason } from '../../schemas/document.ts';

const calm = { automation: 'confident', alarmAt: null, looked: 0, errors: 0 } as const;
const accepted = { status: 'accepted' as const, reasons: [] };
const review = (...codes: string[]) => ({
  status: 'review' as const,
  reasons: codes.map((code) => ({ code, message: code })),
});
const applyPolicy = <T extends { status: OutcomeStatus; reasons: Reason[] }>(decided: T, policy: PolicyInForce) =>
  apply(decided, policy, ['intent', 'priority']);
const codes = ({ reasons }: { reasons: { code: string }[] }) => reasons.map(({ code }) => code);

describe('what a desk lets pass without a person', () => {
  it('is what the bound vouches for, where it is confident', () => {
    assert.deepEqual(applyPolicy(accepted, calm), accepted);
    assert.equal(applyPolicy(review('field.doubtful'), calm).status, 'review');
  });
  it('is nothing, where it suggests only', () => {
    assert.deepEqual(codes(applyPolicy(accepted, { ...calm, automation: 'never' })), ['policy.review']);
    assert.deepEqual(codes(applyPolicy(review('sum.gross'), { ...calm, automation: 'never' })), [
      'sum.gross',
      'policy.review',
    ]);
  });
  it('is all that only doubt stops, where it always automates', () => {
    const always = { ...calm, automation: 'always' } as const;
    assert.deepEqual(applyPolicy(review('field.doubtful', 'label.doubtful'), always), accepted);
    for (const code of ['field.missing', 'sum.gross', 'memory.same-file', 'ticket.out-of-scope'])
      assert.deepEqual(codes(applyPolicy(review('field.doubtful', code), always)), ['field.doubtful', code]);
  });
  it('is nothing while the bound counts as broken', () => {
    const alarm = { ...calm, automation: 'always', alarmAt: '2024-01-01T00:00:00Z', looked: 40, errors: 6.25 } as const;
    const stopped = applyPolicy({ ...review(), status: 'accepted' }, alarm);
    assert.deepEqual(codes(stopped), ['policy.alarm']);
    assert.match(stopped.reasons[0]?.message ?? '', /6\.3 of 40/);
    assert.equal(applyPolicy(review('field.doubtful'), alarm).status, 'review');
  });
  it('is chosen field by field, else as for the desk', () => {
    const suggest = (fields: PolicyInForce['fields']) => apply(accepted, { ...calm, fields }, ['intent', 'priority']);
    const held = suggest({ priority: 'never' });
    assert.deepEqual(
      held.reasons.map(({ code, field }) => [code, field]),
      [['policy.review', 'priority']],
    );
    assert.equal(suggest({ entities: 'never' }).status, 'accepted', 'nothing was found there');
    const intentAlone = { ...calm, automation: 'never', fields: { intent: 'confident' } } as const;
    assert.deepEqual(
      apply(accepted, intentAlone, ['intent', 'priority']).reasons.map(({ field }) => field),
      ['priority'],
    );
    assert.equal(
      apply(accepted, { ...intentAlone, fields: { intent: 'confident', priority: 'always' } }, ['intent', 'priority'])
        .status,
      'accepted',
    );
  });
  it('waives the doubts of a field that always automates, and no others', () => {
    const doubts = {
      status: 'review' as const,
      reasons: ['totalGross', 'iban'].map((field) => ({ code: 'field.doubtful', message: field, field })),
    };
    const some = apply(doubts, { ...calm, fields: { totalGross: 'always' } }, ['totalGross', 'iban']);
    assert.deepEqual([some.status, some.reasons.map(({ field }) => field)], ['review', ['totalGross', 'iban']]);
    const both = { totalGross: 'always', iban: 'always' } as const;
    assert.equal(apply(doubts, { ...calm, fields: both }, ['totalGross', 'iban']).status, 'accepted');
  });
});
