import type { CaseState } from '../../schemas/case.ts';

export const stateWords: Record<CaseState, string> = {
  received: 'Received',
  processing: 'Processing',
  review: 'In review',
  accepted: 'Accepted',
  rejected: 'Rejected',
};
