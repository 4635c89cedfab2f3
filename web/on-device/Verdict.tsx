import type { ReactNode } from 'react';
import type { OutcomeStatus } from '../../schemas/document.ts';

const words: Record<OutcomeStatus, string> = {
  accepted: 'This would pass without a person',
  review: 'This would go to a person',
  rejected: 'This would be rejected',
};

/** What the specialist's decision means; policies, memory and larger models have no say here. */
export function Verdict({ status, children }: { status: OutcomeStatus; children: ReactNode }) {
  return (
    <p className="verdict">
      <span className="chip state" data-state={status}>
        {status}
      </span>{' '}
      <strong>{words[status]}</strong>, as far as the specialist decides by itself. {children}
    </p>
  );
}
