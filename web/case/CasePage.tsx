import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { closedStates } from '../../schemas/case.ts';
import { caseQuery } from '../api/cases.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { useTitle } from '../shell/use-title.ts';
import { AuditTab } from './AuditTab.tsx';
import { CaseHeader } from './CaseHeader.tsx';
import { CaseResult } from './CaseResult.tsx';
import { HoldContext } from './hold.ts';
import { useCaseEvents } from './use-case-events.ts';
import { useCaseLock } from './use-case-lock.ts';

export function CasePage() {
  const { id } = useParams({ from: '/cases/$id' });
  const { tab = 'result' } = useSearch({ from: '/cases/$id' });
  const found = useQuery(caseQuery(id));
  useTitle(found.data?.title ?? 'Case');
  useCaseEvents(id, found.data !== undefined && !closedStates.includes(found.data.state));
  const hold = useCaseLock(id, tab === 'audit' ? undefined : found.data);
  if (found.isPending) return <Loading what="the case" />;
  if (found.data === undefined)
    return (
      <div className="page narrow stack">
        <ProblemBox problem={found.error ?? new Error('No answer')} onRetry={() => void found.refetch()} />
        <p>
          <Link to="/">To the inbox</Link>
        </p>
      </div>
    );
  return (
    <HoldContext value={hold}>
      <div className="page wide">
        <CaseHeader key={id} item={found.data} />
        {tab === 'audit' ? <AuditTab item={found.data} /> : <CaseResult item={found.data} />}
      </div>
    </HoldContext>
  );
}
