import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ReviewDecision } from '../../schemas/review.ts';
import { reviewCase } from '../api/cases.ts';
import { randomId } from '../api/random-id.ts';
import { useTimeOpen } from './use-time-open.ts';

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type Decision = DistributiveOmit<ReviewDecision, 'id' | 'tookMs'>;

/** Names the mutation while a decision on a case is on its way. */
export const reviewKey = (caseId: string) => ['review', caseId];

/** Sends a decision. The same decision sent again keeps its id, so that it counts once. */
export function useReview(caseId: string) {
  const queries = useQueryClient();
  const timeOpen = useTimeOpen();
  const sent = useRef<{ content: string; id: string } | null>(null);
  return useMutation({
    mutationKey: reviewKey(caseId),
    mutationFn: (decision: Decision) => {
      const content = JSON.stringify(decision);
      if (sent.current?.content !== content) sent.current = { content, id: randomId() };
      return reviewCase(caseId, { ...decision, id: sent.current.id, tookMs: timeOpen() });
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['case', caseId] }),
        queries.invalidateQueries({ queryKey: ['cases'] }),
      ]),
  });
}
