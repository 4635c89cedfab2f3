import type { CaseSummary } from '../schemas/case.ts';
import { type WebhookEvent, type WebhookEventType, webhookEventType } from '../schemas/webhook.ts';
import type { Connection } from './connection.ts';
import { newId } from './id.ts';
import { webhookOutbox, webhookSubscriptions } from './tables.ts';

/** Puts the event of each case's state into the outbox of every subscription that asked for it. */
export async function queueEvents(tx: Connection, summaries: readonly CaseSummary[]): Promise<void> {
  await queue(
    tx,
    summaries.flatMap((summary) => {
      const type = webhookEventType.safeParse(`case.${summary.state}`);
      return type.success ? [{ type: type.data, summary }] : [];
    }),
  );
}

/** Tells subscribers that a case still waits for a person. */
export async function queueReminder(tx: Connection, summary: CaseSummary): Promise<void> {
  await queue(tx, [{ type: 'case.review-reminder', summary }]);
}

/** Tells subscribers that a case waited too long and was handed on to a lead. */
export async function queueEscalation(tx: Connection, summary: CaseSummary): Promise<void> {
  await queue(tx, [{ type: 'case.escalated', summary }]);
}

async function queue(tx: Connection, events: { type: WebhookEventType; summary: CaseSummary }[]): Promise<void> {
  if (events.length === 0) return;
  const subscriptions = await tx.select().from(webhookSubscriptions);
  const rows = events.flatMap(({ type, summary }) =>
    subscriptions
      .filter((subscription) => subscription.events.includes(type))
      .map((subscription) => {
        const id = `msg_${newId()}`;
        const event: WebhookEvent = { id, type, timestamp: new Date().toISOString(), data: { case: summary } };
        return { id, subscriptionId: subscription.id, caseId: summary.id, event };
      }),
  );
  if (rows.length > 0) await tx.insert(webhookOutbox).values(rows);
}
