import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type WebhookEventType, webhookEventType } from '../../schemas/webhook.ts';
import { createWebhook, webhooksQuery } from '../api/webhooks.ts';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { CheckChoices } from './CheckChoices.tsx';
import { eventWords } from './event-words.ts';
import { OnceShown } from './OnceShown.tsx';

const usual: readonly WebhookEventType[] = ['case.accepted', 'case.review', 'case.rejected'];

export function WebhookForm() {
  const queries = useQueryClient();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState(usual);
  const create = useMutation({
    mutationFn: createWebhook,
    onSuccess: async () => {
      setUrl('');
      await queries.invalidateQueries(webhooksQuery);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ url, events: [...events] });
  };
  return (
    <form className="card-form" onSubmit={submit} aria-label="New webhook">
      <label className="block-label">
        <span>Address to tell</span>
        <input
          type="url"
          required
          placeholder="https://example.com/docket"
          value={url}
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        />
      </label>
      <CheckChoices
        legend="When a case is"
        options={webhookEventType.options}
        words={eventWords}
        chosen={events}
        onChange={setEvents}
      />
      <button type="submit" className="button primary" disabled={create.isPending || events.length === 0}>
        Add webhook
      </button>
      {create.isError && <ProblemBox problem={create.error} />}
      {create.data !== undefined && <OnceShown what="The signing secret" secret={create.data.secret} />}
    </form>
  );
}
