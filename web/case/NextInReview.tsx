import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { CaseDetail } from '../../schemas/case.ts';
import { casesQuery } from '../api/cases.ts';

/** After a decision, the way to the next case of the same kind that waits for a person: by link, or by the key N. */
export function NextInReview({ after }: { after: CaseDetail }) {
  const waiting = useInfiniteQuery(casesQuery({ kind: after.kind, state: 'review' }));
  const next = waiting.data?.pages[0]?.items.find(({ id }) => id !== after.id);
  const navigate = useNavigate();
  const nextId = next?.id;
  useEffect(() => {
    if (nextId === undefined) return;
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, select, textarea') !== null;
      if (event.key !== 'n' || event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      void navigate({ to: '/cases/$id', params: { id: nextId } });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [nextId, navigate]);
  if (next === undefined) return null;
  return (
    <Link to="/cases/$id" params={{ id: next.id }} className="button small" aria-keyshortcuts="n">
      Next in review <kbd>N</kbd>
    </Link>
  );
}
