import type { WebhookEventType } from '../../schemas/webhook.ts';

export const eventWords: Record<WebhookEventType, string> = {
  'case.accepted': 'Accepted',
  'case.review': 'Waits for a person',
  'case.rejected': 'Rejected',
  'case.review-reminder': 'Still waits for a person',
  'case.escalated': 'Waited too long: a lead is asked',
};
