import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DOCUMENTS } from '../../schemas/policy.ts';
import { LOOKS_LISTED, secondLooksQuery } from '../api/second-looks.ts';
import { Ago } from '../parts/Ago.tsx';
import { FileIcon, TicketIcon } from '../parts/icons.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { useTitle } from '../shell/use-title.ts';
import { WatchTable } from './WatchTable.tsx';

/** Cases that passed and were drawn for a person to look at, and the watch over each desk's bound. */
export function SecondLooksPage() {
  useTitle('Second looks');
  const looks = useQuery(secondLooksQuery);
  const items = looks.data?.items ?? [];
  const [first] = items;
  return (
    <div className="page stack">
      <div className="page-head">
        <h1>Second looks</h1>
        {first !== undefined && (
          <Link to="/second-looks/$id" params={{ id: first.caseId }} className="button primary">
            Begin with the oldest
          </Link>
        )}
      </div>
      <p className="quiet lead">
        Cases that passed without a person, drawn by chance. What you find keeps the bound honest: too many errors stop
        the desk until its alarm is cleared.
      </p>
      {looks.isPending && <Loading what="second looks" />}
      {looks.isError && <ProblemBox problem={looks.error} onRetry={() => void looks.refetch()} />}
      {looks.isSuccess && items.length === 0 && <p className="empty">Nothing waits for a second look.</p>}
      {items.length > 0 && (
        <section className="card" aria-label="Waiting for a second look">
          <header className="card-head">
            <h2>{items.length === LOOKS_LISTED ? `The oldest ${LOOKS_LISTED}` : items.length} waiting</h2>
          </header>
          <ul className="rows look-rows">
            {items.map(({ caseId, desk, title, openedAt }) => (
              <li key={caseId}>
                {desk === DOCUMENTS ? <FileIcon className="quiet" /> : <TicketIcon className="quiet" />}
                <span className="row-main">
                  <Link to="/second-looks/$id" params={{ id: caseId }} className="case-link">
                    {title}
                  </Link>
                  <span className="quiet">{desk}</span>
                </span>
                <Ago at={openedAt} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <WatchTable />
    </div>
  );
}
