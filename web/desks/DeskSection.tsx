import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { promoteVersion, rollBackDesk, versionsQuery } from '../api/desks.ts';
import { Problem } from '../api/problem.ts';
import { Ago } from '../parts/Ago.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { DeskPreview } from './preview/DeskPreview.tsx';
import { ReportView } from './ReportView.tsx';

/** The versions of a desk; one serves, and which one can be changed. */
export function DeskSection({ name }: { name: string }) {
  const queries = useQueryClient();
  const versions = useQuery(versionsQuery(name));
  const onSettled = () => queries.invalidateQueries(versionsQuery(name));
  const promote = useMutation({
    mutationFn: ({ version, force }: { version: string; force: boolean }) => promoteVersion(name, version, force),
    onSettled,
  });
  const rollBack = useMutation({ mutationFn: () => rollBackDesk(name), onSettled });
  const busy = promote.isPending || rollBack.isPending;
  const problem = promote.error ?? rollBack.error;
  const lost = promote.error instanceof Problem && promote.error.code === 'model.not-better';
  const loser = lost && promote.variables ? { version: promote.variables.version, force: true } : null;
  const several = (versions.data?.items.length ?? 0) > 1;
  return (
    <section className="card" aria-label={`Desk ${name}`}>
      <header className="card-head">
        <h2>{name}</h2>
        {several && (
          <button type="button" className="button small" disabled={busy} onClick={() => rollBack.mutate()}>
            Roll back
          </button>
        )}
      </header>
      {versions.isPending && <Loading what="its versions" />}
      {versions.isError && <ProblemBox problem={versions.error} onRetry={() => void versions.refetch()} />}
      {problem !== null && <ProblemBox problem={problem} />}
      {loser !== null && (
        <p className="desk-words">
          <button type="button" className="button small danger" disabled={busy} onClick={() => promote.mutate(loser)}>
            Let {loser.version} serve all the same
          </button>
        </p>
      )}
      <ul className="rows">
        {versions.data?.items.map(({ version, serves, labels, createdAt, report, comparison }) => (
          <li key={version}>
            <div className="row-main">
              <span>
                <strong>{version}</strong> {serves && <span className="chip">serves</span>}{' '}
                <span className="quiet">
                  {labels} labels · made <Ago at={createdAt} />
                </span>
              </span>
              {comparison !== null && <span className="quiet">{comparison.sentence}</span>}
              {report !== null && (
                <details>
                  <summary>Report of {version}</summary>
                  <ReportView report={report} />
                </details>
              )}
            </div>
            {!serves && (
              <button
                type="button"
                className="button small"
                disabled={busy}
                aria-label={`Let ${name} ${version} serve`}
                onClick={() => promote.mutate({ version, force: false })}
              >
                Let it serve
              </button>
            )}
          </li>
        ))}
      </ul>
      <details className="desk-words desk-preview">
        <summary>How sure is it of a sample?</summary>
        <DeskPreview name={name} />
      </details>
    </section>
  );
}
