import type { CaseDetail } from '../../schemas/case.ts';
import { Due } from '../parts/Due.tsx';
import { useNow } from '../parts/use-now.ts';

/** Until when a person should have decided. */
export function DueFact({ item }: { item: CaseDetail }) {
  const dueAt = item.waiting?.dueAt ?? null;
  const now = useNow();
  if (dueAt === null) return null;
  return (
    <>
      {' '}
      · {Date.parse(dueAt) < now ? '' : 'due '}
      <Due at={dueAt} />
    </>
  );
}
