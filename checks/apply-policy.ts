import type { DecisionRecord } from '../schemas/case.ts';
import type { OutcomeStatus, Reason } from '../schemas/document.ts';
import type { DeskPolicy } from '../schemas/policy.ts';

/** Reasons that only say that the bound does not vouch for a value. */
const DOUBTS = ['field.doubtful', 'label.doubtful', 'label.no-bound'];

/** What of a desk's policy decides; of documents also the bound on whole documents (`hold-to-document-bound.ts`). */
export type PolicyInForce = Pick<DeskPolicy, 'automation' | 'fields' | 'alarmAt' | 'errors' | 'looked'> &
  Partial<Pick<DeskPolicy, 'documentBound' | 'documentWatch'>>;

/** What of a policy in force is stamped into a decision. */
export const policyRecord = ({
  automation,
  fields,
  alarmAt,
  documentWatch,
}: PolicyInForce): NonNullable<DecisionRecord['policy']> => ({
  automation,
  ...(fields === undefined ? {} : { fields }),
  alarm: alarmAt !== null,
  ...(documentWatch?.alarmAt ? { documentAlarm: true } : {}),
});

export interface Decided {
  status: OutcomeStatus;
  reasons: Reason[];
}

/**
 * What a desk's policy makes of a decision; each field goes by its own choice, else by the desk's. Pure.
 * @param found the fields that have a value
 */
export function applyPolicy<T extends Decided>(decided: T, policy: PolicyInForce, found: readonly string[]): T {
  if (decided.status === 'rejected') return decided;
  if (policy.alarmAt !== null) return decided.status === 'accepted' ? stopped(decided, policy) : decided;
  const modeOf = (field: string | undefined) => (field && policy.fields?.[field]) ?? policy.automation;
  const suggested = suggestions(
    found.filter((field) => modeOf(field) === 'never'),
    found,
    policy,
  );
  const grave = decided.reasons.filter(({ code, field }) => !DOUBTS.includes(code) || modeOf(field) !== 'always');
  if (grave.length === 0 && suggested.length === 0) return { ...decided, status: 'accepted', reasons: [] };
  return { ...decided, status: 'review', reasons: [...decided.reasons, ...suggested] };
}

function stopped<T extends Decided>(decided: T, { errors, looked }: PolicyInForce): T {
  const found = `${Math.round(errors * 10) / 10} of ${looked}`;
  const message = `Second looks found ${found} wrong, more than the bound allows: nothing passes until the alarm is cleared`;
  return { ...decided, status: 'review', reasons: [{ code: 'policy.alarm', message }] };
}

function suggestions(held: readonly string[], found: readonly string[], { automation }: PolicyInForce): Reason[] {
  const code = 'policy.review';
  if (held.length === found.length)
    return automation === 'never' || held.length > 0
      ? [{ code, message: 'The policy lets nothing pass without a person' }]
      : [];
  return held.map((field) => ({ code, message: `The policy only suggests ${field}: a person confirms it`, field }));
}
