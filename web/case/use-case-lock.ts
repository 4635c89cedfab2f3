import { useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { CaseDetail } from '../../schemas/case.ts';
import { LOCK_LEASE_MS } from '../../schemas/review-queue.ts';
import { caseQuery } from '../api/cases.ts';
import { lockCase, unlockCase } from '../api/locks.ts';
import { Problem } from '../api/problem.ts';
import type { Hold } from './hold.ts';
import { reviewKey } from './use-review.ts';
import { useReviewer } from './use-reviewer.ts';

/** Often enough that two lost renewals do no harm. */
const RENEW_MS = LOCK_LEASE_MS / 6;
/** After the last key in the name, its lock says it. */
const NAME_PAUSE_MS = 600;
/** Whoever has not said a name yet. */
const NAMELESS = 'Someone';

const isLocked = (error: Error | null) => error instanceof Problem && error.code === 'review.locked';

/** Holds a case in review while its page is open: takes it, renews the lock, gives it back when the page is left. */
export function useCaseLock(id: string, item: CaseDetail | undefined): Hold {
  const queries = useQueryClient();
  const [name] = useReviewer();
  const reviewer = name.trim() || NAMELESS;
  const signed = useRef(reviewer);
  signed.current = reviewer;
  const isDeciding = useIsMutating({ mutationKey: reviewKey(id) }) > 0;
  const inReview = item?.state === 'review';
  const enabled = inReview && !isDeciding;

  const lock = useQuery({
    queryKey: ['lock', id],
    queryFn: () => lockCase(id, signed.current),
    enabled,
    retry: false,
    gcTime: 0,
    refetchInterval: ({ state }) => (isLocked(state.error) ? false : RENEW_MS),
  });
  const { refetch } = lock;
  const isOthers = isLocked(lock.error);
  const isFree = item?.lock === null;
  const isHeld = lock.data !== undefined && !isOthers;
  const heldName = lock.data?.reviewer;

  useEffect(() => {
    if (enabled && isOthers && isFree) void refetch();
  }, [enabled, isOthers, isFree, refetch]);

  useEffect(() => {
    if (!enabled || !isHeld || heldName === reviewer) return;
    const timer = setTimeout(() => void refetch(), NAME_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [enabled, isHeld, heldName, reviewer, refetch]);

  useEffect(() => {
    if (!inReview) return;
    const giveBack = () => void unlockCase(id, signed.current).catch(() => undefined);
    window.addEventListener('pagehide', giveBack);
    return () => {
      window.removeEventListener('pagehide', giveBack);
      giveBack();
    };
  }, [inReview, id]);

  const takeOver = useMutation({
    mutationFn: () => lockCase(id, signed.current, true),
    onSuccess: (mine) => queries.setQueryData(['lock', id], mine),
    onSettled: () => queries.invalidateQueries(caseQuery(id)),
  });
  const state = !inReview ? 'asking' : isOthers ? 'others' : isHeld ? 'mine' : 'asking';
  return { state, lost: isOthers && lock.data !== undefined, takeOver: () => takeOver.mutate() };
}
