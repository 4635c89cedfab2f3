import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { webhookEventType } from '../../schemas/webhook.ts';
import type { WebhookReceiver } from './webhook-receiver.ts';

const subscribed = z.object({ secret: z.string() });

const PAUSE_MS = 500;
/** A busy machine answers 503 for a moment, as to any client. */
const TRIES = 100;

/** Subscribes the receiver to everything. The service must allow receivers in private networks. */
export async function subscribe(service: { url: string; key: string }, receiver: WebhookReceiver): Promise<void> {
  const ask = () =>
    fetch(new URL('/v1/webhooks', service.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url: receiver.url, events: webhookEventType.options }),
    });
  let response = await ask();
  for (let tries = 1; response.status === 503 && tries < TRIES; tries += 1) {
    await sleep(PAUSE_MS);
    response = await ask();
  }
  if (!response.ok) throw new Error(`no subscription: ${response.status} ${await response.text()}`);
  receiver.secret = subscribed.parse(await response.json()).secret;
}
