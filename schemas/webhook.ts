import { z } from 'zod';
import { caseSummary } from './case.ts';
import { isoInstant } from './primitives.ts';

export const webhookEventType = z.enum([
  'case.accepted',
  'case.review',
  'case.rejected',
  'case.review-reminder',
  'case.escalated',
]);
export type WebhookEventType = z.infer<typeof webhookEventType>;

/** The body a receiver gets, signed after the Standard Webhooks specification; `id` is stable over retries. */
export const webhookEvent = z.object({
  id: z.string(),
  type: webhookEventType,
  timestamp: isoInstant,
  data: z.object({
    case: caseSummary,
    /** Of a case that was accepted: its values by path (`totalGross`, `lines.0.quantity`); of a ticket `intent` and `priority`. */
    values: z.record(z.string(), z.string()).optional(),
  }),
});
export type WebhookEvent = z.infer<typeof webhookEvent>;

export const webhookSubscription = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  events: z.array(webhookEventType).min(1),
});
export type WebhookSubscription = z.infer<typeof webhookSubscription>;
