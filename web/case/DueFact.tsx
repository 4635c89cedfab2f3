import type { CaseDetail } from '../../schemas/case.ts';
import { Due } from '../parts/Due.tsx';

/** Until when a person should have decided. */
export function DueFact({ item }: { item: CaseDetail }) {
  const dueAt = item.waiting?.dueAt ?? null;
  if (dueAt === null) return null;
  return (
    <>
      {' '}
      · due <Due at={dueAt} />
    </>
  );
}
