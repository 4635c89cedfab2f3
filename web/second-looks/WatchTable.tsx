import { useQuery } from '@tanstack/react-query';
import { type DeskPolicy, DOCUMENTS } from '../../schemas/policy.ts';
import { type ModelSummary, modelsQuery } from '../api/models.ts';
import { policiesQuery } from '../api/policies.ts';
import { Ago } from '../parts/Ago.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';

/** The model whose card states the bound over documents. */
const DOCUMENT_MODEL = 'invoice';
const oneDecimal = (value: number) => Math.round(value * 10) / 10;

/** What second looks say of each desk's bound. */
export function WatchTable() {
  const policies = useQuery(policiesQuery);
  const models = useQuery(modelsQuery);
  return (
    <section className="card" aria-label="The watch over the bound">
      <header className="card-head">
        <h2>The watch over the bound</h2>
        <span className="quiet">
          Evidence that more values are wrong than the bound allows; the alarm comes by itself
        </span>
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
              {policies.data.items.map((policy) => (
                <WatchRow key={policy.desk} policy={policy} models={models.data?.items ?? []} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

function WatchRow({ policy, models }: { policy: DeskPolicy; models: readonly ModelSummary[] }) {
  const { desk, looked, errors, evidence, alarmAt } = policy;
  const name = desk === DOCUMENTS ? DOCUMENT_MODEL : desk;
  const bound = models.find((model) => model.name === name)?.thresholds?.['*'];
  return (
    <tr>
      <th scope="row">{desk}</th>
      <td className="end number">{looked}</td>
      <td className="end number">{looked === 0 ? '–' : oneDecimal(errors)}</td>
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
