import { useQuery } from '@tanstack/react-query';
import { certifiedBounds, DOCUMENT_MODEL } from '../../schemas/document-bound.ts';
import { type DeskPolicy, DOCUMENTS } from '../../schemas/policy.ts';
import { type ModelSummary, modelsQuery } from '../api/models.ts';
import { policiesQuery } from '../api/policies.ts';
import { Ago } from '../parts/Ago.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';

const oneDecimal = (value: number) => Math.round(value * 10) / 10;

/** What second looks say of each desk's bounds. */
export function WatchTable() {
  const policies = useQuery(policiesQuery);
  const models = useQuery(modelsQuery);
  return (
    <section className="card" aria-label="The watch over the bound">
      <header className="card-head">
        <h2>The watch over the bound</h2>
        <span className="quiet">Evidence that more is wrong than the bound allows; the alarm comes by itself</span>
      </header>
      {policies.isPending && <Loading what="the watch" />}
      {policies.isError && <ProblemBox problem={policies.error} onRetry={() => void policies.refetch()} />}
      {policies.data !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className="table-scroll" tabIndex={0} aria-label="Second looks by desk">
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">Desk</th>
                <th scope="col" className="end">
                  Looked at
                </th>
                <th scope="col" className="end">
                  Wrong
                </th>
                <th scope="col" className="end">
                  Bound
                </th>
                <th scope="col" className="end">
                  Evidence
                </th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {policies.data.items
                .flatMap((policy) => watchesOf(policy, models.data?.items ?? []))
                .map((watch) => (
                  <WatchRow key={watch.name} watch={watch} />
                ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

interface Watched {
  name: string;
  looked: number;
  wrong: number;
  evidence: number;
  alarmAt: string | null;
  bound: { alpha: number; delta: number } | undefined;
}

/** A desk's watch over its values; of documents also the one over whole documents, where they are held to a bound or were. */
function watchesOf(policy: DeskPolicy, models: readonly ModelSummary[]): Watched[] {
  const { desk, looked, errors, evidence, alarmAt, documentWatch, documentBound } = policy;
  const model = models.find(({ name }) => name === (desk === DOCUMENTS ? DOCUMENT_MODEL : desk));
  const values = { name: desk, looked, wrong: errors, evidence, alarmAt, bound: model?.thresholds?.['*'] };
  if (documentWatch === null || (documentBound === undefined && documentWatch.looked === 0)) return [values];
  const bound = certifiedBounds(model?.documentBounds, policy).find(({ alpha }) => alpha === documentBound);
  return [values, { ...documentWatch, name: 'whole documents', bound }];
}

function WatchRow({ watch }: { watch: Watched }) {
  const { name, looked, wrong, evidence, alarmAt, bound } = watch;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="end number">{looked}</td>
      <td className="end number">{looked === 0 ? '–' : oneDecimal(wrong)}</td>
      <td className="end number">{bound === undefined ? '–' : `at most ${oneDecimal(bound.alpha * 100)} %`}</td>
      <td className="end number">
        {oneDecimal(evidence)}
        {bound !== undefined && <span className="quiet"> of {Math.round(1 / bound.delta)}</span>}
      </td>
      <td>
        {alarmAt !== null ? (
          <span className="chip state" data-state="rejected">
            Stopped <Ago at={alarmAt} />
          </span>
        ) : (
          <span className="chip state" data-state={looked === 0 ? 'received' : 'accepted'}>
            {looked === 0 ? 'Nothing seen yet' : 'Holds so far'}
          </span>
        )}
      </td>
    </tr>
  );
}
