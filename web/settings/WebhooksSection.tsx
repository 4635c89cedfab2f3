import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { removeWebhook, webhooksQuery } from '../api/webhooks.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { eventWords } from './event-words.ts';
import { WebhookForm } from './WebhookForm.tsx';

/** Addresses that are told what happens to cases. */
export function WebhooksSection() {
  const queries = useQueryClient();
  const webhooks = useQuery(webhooksQuery);
  const remove = useMutation({
    mutationFn: removeWebhook,
    onSettled: () => queries.invalidateQueries(webhooksQuery),
  });
  return (
    <section className="card" aria-label="Webhooks">
      <header className="card-head">
        <h2>Webhooks</h2>
        <span className="quiet">Signed after the Standard Webhooks specification, sent until they arrive</span>
      </header>
      {webhooks.isPending && <Loading what="the webhooks" />}
      {webhooks.isError && <ProblemBox problem={webhooks.error} onRetry={() => void webhooks.refetch()} />}
      {remove.isError && <ProblemBox problem={remove.error} />}
      <ul className="rows">
        {webhooks.data?.items.map(({ id, url, events }) => (
          <li key={id}>
            <span className="row-main">
              <strong className="clip">{url}</strong>
              <span className="quiet">{events.map((event) => eventWords[event]).join(', ')}</span>
            </span>
            <button
              type="button"
              className="button small danger"
              disabled={remove.isPending}
              aria-label={`Remove ${url}`}
              onClick={() => remove.mutate(id)}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <WebhookForm />
    </section>
  );
}
