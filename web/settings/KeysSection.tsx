import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keysQuery, revokeKey } from '../api/keys.ts';
import { Ago } from '../parts/Ago.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { KeyForm } from './KeyForm.tsx';

/** Keys for programs that call the API. */
export function KeysSection() {
  const queries = useQueryClient();
  const keys = useQuery(keysQuery);
  const revoke = useMutation({
    mutationFn: revokeKey,
    onSettled: () => queries.invalidateQueries(keysQuery),
  });
  return (
    <section className="card" aria-label="API keys">
      <header className="card-head">
        <h2>API keys</h2>
        <span className="quiet">For programs: Authorization: Bearer …</span>
      </header>
      {keys.isPending && <Loading what="the keys" />}
      {keys.isError && <ProblemBox problem={keys.error} onRetry={() => void keys.refetch()} />}
      {revoke.isError && <ProblemBox problem={revoke.error} />}
      <ul className="rows">
        {keys.data?.items.map(({ id, name, scopes, createdAt }) => (
          <li key={id}>
            <span className="row-main">
              <strong>{name}</strong>
              <span className="quiet">
                {scopes.join(', ')} · made <Ago at={createdAt} />
              </span>
            </span>
            <button
              type="button"
              className="button small danger"
              disabled={revoke.isPending}
              aria-label={`Revoke ${name}`}
              onClick={() => revoke.mutate(id)}
            >
              Revoke
            </button>
          </li>
        ))}
      </ul>
      <KeyForm />
    </section>
  );
}
