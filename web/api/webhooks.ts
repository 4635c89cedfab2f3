import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { isoInstant } from '../../schemas/primitives.ts';
import { type WebhookSubscription, webhookEventType } from '../../schemas/webhook.ts';
import { getJson, postJson, remove } from './request.ts';

const stored = z.looseObject({
  id: z.string(),
  url: z.string(),
  events: z.array(webhookEventType),
  createdAt: isoInstant,
});

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => getJson('/v1/webhooks', z.object({ items: z.array(stored) }), signal),
});

/** The answer holds the signing secret, which is never shown again. */
export const createWebhook = (subscription: WebhookSubscription) =>
  postJson('/v1/webhooks', subscription, stored.extend({ secret: z.string() }));
export const removeWebhook = (id: string) => remove(`/v1/webhooks/${encodeURIComponent(id)}`);
