import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { CaseDetail } from '../../schemas/case.ts';
import { casesQuery } from '../api/cases.ts';

/**
 * The way to the most urgent case of the same kind that waits for a person and that nobody works on. `goOn`: a decision was
 * just made here, so the focus goes to it and Enter goes on.
 */
export function NextInReview({ after, goOn }: { after: CaseDetail; goOn: boolean }) {
  const waiting = useInfiniteQuery(
    casesQuery({ kind: after.kind, state: 'review', order: 'urgency', unlocked: 'true' }),
  );
  const link = useRef<HTMLAnchorElement>(null);
  const next = waiting.data?.pages[0]?.items.find(({ id }) => id !== after.id)?.id;

  useEffect(() => {
    if (goOn && next !== undefined && document.activeElement === document.body) link.current?.focus();
  }, [goOn, next]);

  if (next === undefined) return null;
  return (
    <Link ref={link} to="/cases/$id" params={{ id: next }} className="button small">
      Next in review
    </Link>
  );
}
