import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { CaseDetail } from '../../schemas/case.ts';
import { casesQuery } from '../api/cases.ts';
import { useReviewer } from './use-reviewer.ts';

/**
 * The way to the most urgent case of the same kind that waits for a person, is not another's and that nobody works on, by
 * link or by the key N.
 * `goOn`: a decision was just made here, so the focus goes to it and Enter goes on.
 */
export function NextInReview({ after, goOn }: { after: CaseDetail; goOn: boolean }) {
  const [name] = useReviewer();
  const me = name.trim() || undefined;
  const waiting = useInfiniteQuery(
    casesQuery({ kind: after.kind, state: 'review', order: 'urgency', unlocked: 'true', for: me }),
  );
  const link = useRef<HTMLAnchorElement>(null);
  const navigate = useNavigate();
  const next = waiting.data?.pages[0]?.items.find(({ id }) => id !== after.id)?.id;

  useEffect(() => {
    if (goOn && next !== undefined && document.activeElement === document.body) link.current?.focus();
  }, [goOn, next]);

  useEffect(() => {
    if (next === undefined) return;
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, select, textarea') !== null;
      if (event.key !== 'n' || event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      void navigate({ to: '/cases/$id', params: { id: next } });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [next, navigate]);

  if (next === undefined) return null;
  return (
    <Link ref={link} to="/cases/$id" params={{ id: next }} className="button small" aria-keyshortcuts="n">
      Next in review <kbd>N</kbd>
    </Link>
  );
}
