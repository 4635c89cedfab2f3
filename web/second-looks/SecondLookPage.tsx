import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { caseQuery } from '../api/cases.ts';
import { secondLooksQuery } from '../api/second-looks.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { useTitle } from '../shell/use-title.ts';
import { LookForm } from './LookForm.tsx';

/** One case that passed: its accepted values beside what they were read from. */
export function SecondLookPage() {
  const { id } = useParams({ from: '/second-looks/$id' });
  const navigate = useNavigate();
  const found = useQuery(caseQuery(id));
  const looks = useQuery(secondLooksQuery);
  useTitle(found.data === undefined ? 'Second look' : `Second look: ${found.data.title}`);
  if (found.isPending || looks.isPending) return <Loading what="the case" />;
  const problem = found.error ?? looks.error;
  if (found.data === undefined || looks.data === undefined)
    return (
      <div className="page narrow stack">
        <ProblemBox problem={problem ?? new Error('No answer')} onRetry={() => void found.refetch()} />
        <p>
          <Link to="/second-looks">To the second looks</Link>
        </p>
      </div>
    );
  const others = looks.data.items.filter(({ caseId }) => caseId !== id);
  const goOn = () => {
    const [next] = others;
    return next
      ? navigate({ to: '/second-looks/$id', params: { id: next.caseId } })
      : navigate({ to: '/second-looks' });
  };
  const isOpen = others.length < looks.data.items.length;
  return (
    <div className="page wide">
      <header className="case-head">
        <nav aria-label="Breadcrumb" className="crumbs">
          <Link to="/second-looks">Second looks</Link>
        </nav>
        <div className="case-title">
          <h1 className="clip" title={found.data.title}>
            {found.data.title}
          </h1>
          <Link to="/cases/$id" params={{ id }} className="button small">
            Open the case
          </Link>
        </div>
        <p className="quiet">
          It passed without a person.{' '}
          {isOpen ? `${others.length} more ${others.length === 1 ? 'waits' : 'wait'}.` : 'It does not wait for a look.'}
        </p>
      </header>
      {isOpen && <LookForm key={id} item={found.data} onDone={() => void goOn()} />}
    </div>
  );
}
