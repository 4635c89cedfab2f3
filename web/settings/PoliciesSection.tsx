import { useQuery } from '@tanstack/react-query';
import { policiesQuery } from '../api/policies.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { PolicyRow } from './PolicyRow.tsx';

/** What may pass without a person, desk by desk, and what second looks say of it. */
export function PoliciesSection() {
  const policies = useQuery(policiesQuery);
  return (
    <section className="card" aria-label="What passes without a person">
      <header className="card-head">
        <h2>What passes without a person</h2>
        <span className="quiet">A share of it is drawn for a second look; too many errors stop it</span>
      </header>
      {policies.isPending && <Loading what="the policies" />}
      {policies.isError && <ProblemBox problem={policies.error} onRetry={() => void policies.refetch()} />}
      <ul className="rows">
        {policies.data?.items.map((policy) => (
          <PolicyRow key={policy.desk} policy={policy} />
        ))}
      </ul>
    </section>
  );
}
