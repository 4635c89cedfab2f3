import { SpanKind, trace } from '@opentelemetry/api';
import { wrapTracer } from '@opentelemetry/api/experimental';
import type { Logger } from 'pino';
import { contextOf } from '../observability/trace-context.ts';
import type { Database } from '../store/database.ts';
import type { Receivers } from '../store/public-address.ts';
import { type Delivery, dueDeliveries, markDelivered, markFailed } from '../store/webhooks.ts';
import { deliverWebhook } from './deliver-webhook.ts';
import { type Loop, repeat } from './repeat.ts';
import type { NoteDelivery } from './webhook-metrics.ts';

const PAUSE_MS = 500;
const DELIVERIES_A_ROUND = 20;

export interface WebhookSending {
  db: Database;
  log: Logger;
  /** Which receivers are called at all. */
  receivers: Receivers;
  note?: NoteDelivery;
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

async function sendOne({ db, log, receivers, note }: WebhookSending, delivery: Delivery): Promise<void> {
  const { id, attempt } = delivery;
  const begun = performance.now();
  try {
    await inDeliverySpan(delivery, () => deliverWebhook(delivery, receivers));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const tookMs = performance.now() - begun;
    const { dead } = await markFailed(db, id, problem);
    note?.(dead ? 'dead' : 'failed', tookMs);
    log.warn({ id, attempt, dead, problem }, 'a webhook was not delivered');
    return;
  }
  note?.('delivered', performance.now() - begun);
  await markDelivered(db, id);
}

/** A child of the step that recorded the event, however much later it is. */
function inDeliverySpan<T>({ event, traceparent }: Delivery, deliver: () => Promise<T>): Promise<T> {
  const attributes = { 'docket.webhook.event': event.type, 'http.request.method': 'POST' };
  return wrapTracer(trace.getTracer('docket')).withActiveSpan(
    'deliver webhook',
    { kind: SpanKind.CLIENT, attributes },
    contextOf(traceparent),
    deliver,
  );
}
