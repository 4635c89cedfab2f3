import type { DecisionRecord } from '../schemas/case.ts';
import type { OutcomeStatus, Reason } from '../schemas/document.ts';
import type { DeskPolicy } from '../schemas/policy.ts';

/** Reasons that only say that the bound does not vouch for a value. */
const DOUBTS = ['field.doubtful', 'label.doubtful'];

/** What of a desk's policy decides. */
export type PolicyInForce = Pick<DeskPolicy, 'automation' | 'alarmAt' | 'errors' | 'looked'>;

/** What of a policy in force is stamped into a decision. */
export const policyRecord = ({ automation, alarmAt }: PolicyInForce): NonNullable<DecisionRecord['policy']> => ({
  automation,
  alarm: alarmAt !== null,
});

interface Decided {
  status: OutcomeStatus;
  reasons: Reason[];
}

/** What a desk's policy makes of a decision. Pure. */
export function applyPolicy<T extends Decided>(decided: T, policy: PolicyInForce): T {
  if (decided.status === 'rejected') return decided;
  if (policy.alarmAt !== null && decided.status === 'accepted') {
    const found = `${Math.round(policy.errors * 10) / 10} of ${policy.looked}`;
    const message = `Second looks found ${found} wrong, more than the bound allows: nothing passes until the alarm is cleared`;
    return { ...decided, status: 'review', reasons: [{ code: 'policy.alarm', message }] };
  }
  if (policy.automation === 'never' && decided.status === 'accepted')
    return {
      ...decided,
      status: 'review',
      reasons: [{ code: 'policy.review', message: 'The policy lets nothing pass without a person' }],
    };
  if (policy.automation === 'always' && policy.alarmAt === null && decided.status === 'review') {
    const grave = decided.reasons.filter(({ code }) => !DOUBTS.includes(code));
    if (grave.length === 0) return { ...decided, status: 'accepted', reasons: [] };
  }
  return decided;
}
