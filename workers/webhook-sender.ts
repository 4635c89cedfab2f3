import type { Logger } from 'pino';
import type { Database } from '../store/database.ts';
import type { Receivers } from '../store/public-address.ts';
import { type Delivery, dueDeliveries, markDelivered, markFailed } from '../store/webhooks.ts';
import { deliverWebhook } from './deliver-webhook.ts';
import { type Loop, repeat } from './repeat.ts';

const PAUSE_MS = 500;
const DELIVERIES_A_ROUND = 20;

export interface WebhookSending {
  db: Database;
  log: Logger;
  /** Which receivers are called at all. */
  receivers: Receivers;
}

/** Delivers the outbox: each event at least once, with one id. */
export function startWebhookSender(parts: WebhookSending): Loop {
  return repeat('webhook-sender', () => sendWebhooks(parts), PAUSE_MS, parts.log);
}

export async function sendWebhooks(parts: WebhookSending): Promise<{ more: boolean }> {
  const due = await dueDeliveries(parts.db, DELIVERIES_A_ROUND);
  await Promise.all(due.map((delivery) => sendOne(parts, delivery)));
  return { more: due.length === DELIVERIES_A_ROUND };
}

async function sendOne({ db, log, receivers }: WebhookSending, delivery: Delivery): Promise<void> {
  const { id, attempt } = delivery;
  try {
    await deliverWebhook(delivery, receivers);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const { dead } = await markFailed(db, id, problem);
    log.warn({ id, attempt, dead, problem }, 'a webhook was not delivered');
    return;
  }
  await markDelivered(db, id);
}
