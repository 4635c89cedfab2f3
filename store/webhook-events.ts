import { activeTraceparent } from '../observability/trace-context.ts';
import type { CaseSummary, Outcome } from '../schemas/case.ts';
import { valuesByPath } from '../schemas/values-by-path.ts';
import { type WebhookEvent, type WebhookEventType, webhookEventType } from '../schemas/webhook.ts';
import type { Connection } from './connection.ts';
import { newId } from './id.ts';
import { webhookOutbox, webhookSubscriptions } from './tables.ts';

interface Happened {
  type: WebhookEventType;
  summary: CaseSummary;
  values?: Record<string, string>;
}

/** The values that an accepted case ends with, by path. */
function valuesOf(outcome: Outcome): Record<string, string> {
  if (outcome.kind === 'refused') return {};
  if (outcome.kind === 'ticket') {
    const { intent, priority } = outcome.result;
    return { intent: intent.label, priority: priority.level };
  }
  return Object.fromEntries(
    [...valuesByPath(outcome.result)].flatMap(([path, { value }]) => (value === null ? [] : [[path, value]])),
  );
}

/** Puts the event of each case's state into the outbox of every subscription that asked for it. */
export async function queueEvents(
  tx: Connection,
  cases: readonly { summary: CaseSummary; outcome: Outcome }[],
): Promise<void> {
  const happened = cases.flatMap(({ summary, outcome }): Happened[] => {
    const type = webhookEventType.safeParse(`case.${summary.state}`);
    if (!type.success) return [];
    return [{ type: type.data, summary, ...(summary.state === 'accepted' && { values: valuesOf(outcome) }) }];
  });
  await queue(tx, happened);
}

/** Tells subscribers that a case still waits for a person. */
export async function queueReminder(tx: Connection, summary: CaseSummary): Promise<void> {
  await queue(tx, [{ type: 'case.review-reminder', summary }]);
}

/** Tells subscribers that a case waited too long and was handed on to a lead. */
export async function queueEscalation(tx: Connection, summary: CaseSummary): Promise<void> {
  await queue(tx, [{ type: 'case.escalated', summary }]);
}

async function queue(tx: Connection, events: Happened[]): Promise<void> {
  if (events.length === 0) return;
  const traceparent = activeTraceparent();
  const subscriptions = await tx.select().from(webhookSubscriptions);
  const rows = events.flatMap(({ type, summary, values }) =>
    subscriptions
      .filter((subscription) => subscription.events.includes(type))
      .map((subscription) => {
        const id = `msg_${newId()}`;
        const event: WebhookEvent = {
          id,
          type,
          timestamp: new Date().toISOString(),
          data: { case: summary, ...(values && { values }) },
        };
        return { id, subscriptionId: subscription.id, caseId: summary.id, event, traceparent };
      }),
  );
  if (rows.length > 0) await tx.insert(webhookOutbox).values(rows);
}
