import type { CaseDetail } from '../../schemas/case.ts';
import { formatFor } from '../parts/format.ts';
import { PersonIcon } from '../parts/icons.tsx';
import { useNow } from '../parts/use-now.ts';
import { useHold } from './hold.ts';
import { useReviewer } from './use-reviewer.ts';

/** Says who works on the case while it is not the person at this page, and lets them take it over. */
export function HeldByOther({ item }: { item: CaseDetail }) {
  const hold = useHold();
  const now = useNow();
  const [name] = useReviewer();
  if (hold.state !== 'others') return null;
  const who = item.lock?.reviewer ?? 'Somebody';
  const since = item.lock === null ? '' : ` for ${formatFor(item.lock.since, now)}`;
  return (
    <p className="held" role="status">
      <PersonIcon />
      <span>
        <strong>{who}</strong> {hold.lost ? 'took this case over and has been on it' : 'has been on it'}
        {since}.{' '}
        {hold.lost ? 'What you entered is kept on this page until you leave it.' : 'You can read it, not decide it.'}
      </span>
      <button type="button" className="button small" disabled={name.trim() === ''} onClick={hold.takeOver}>
        Take over
      </button>
      {name.trim() === '' && <span className="quiet">Enter your name below to take it over.</span>}
    </p>
  );
}
