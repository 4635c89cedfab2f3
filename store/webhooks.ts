import { randomBytes } from 'node:crypto';
import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { WebhookEvent, WebhookSubscription } from '../schemas/webhook.ts';
import { appendAudit } from './audit.ts';
import type { Connection } from './connection.ts';
import { newId } from './id.ts';
import { webhookOutbox, webhookSubscriptions } from './tables.ts';

export interface StoredSubscription extends WebhookSubscription {
  id: string;
  createdAt: string;
}

/** Adds a subscription. Its `secret` (Standard Webhooks, `whsec_…`) is shown here and never again. */
export async function createSubscription(
  db: Connection,
  { url, events }: WebhookSubscription,
): Promise<StoredSubscription & { secret: string }> {
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const [row] = await db.insert(webhookSubscriptions).values({ id: newId(), url, events, secret }).returning();
  if (row === undefined) throw new Error('the insert of a webhook subscription returned no row');
  return { ...row, createdAt: row.createdAt.toISOString() };
}

export async function listSubscriptions(db: Connection): Promise<StoredSubscription[]> {
  const { id, url, events, createdAt } = webhookSubscriptions;
  const rows = await db
    .select({ id, url, events, createdAt })
    .from(webhookSubscriptions)
    .orderBy(asc(createdAt), asc(id));
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** Removes a subscription and what it was still to get. False when there is none. */
export async function deleteSubscription(db: Connection, id: string): Promise<boolean> {
  const gone = await db
    .delete(webhookSubscriptions)
    .where(eq(webhookSubscriptions.id, id))
    .returning({ id: webhookSubscriptions.id });
  return gone.length > 0;
}

export interface Delivery {
  id: string;
  url: string;
  secret: string;
  event: WebhookEvent;
  /** This one included. */
  attempt: number;
  /** Of the step that recorded the event. */
  traceparent: string | null;
}

/** Longer than any delivery may take; a sender that died gives its deliveries back after it. */
const LEASE_SECONDS = 60;

/** Takes up to `limit` deliveries that are due; no other sender gets them while the lease lasts. */
export function dueDeliveries(db: Connection, limit: number): Promise<Delivery[]> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({
        id: webhookOutbox.id,
        url: webhookSubscriptions.url,
        secret: webhookSubscriptions.secret,
        event: webhookOutbox.event,
        attempts: webhookOutbox.attempts,
        traceparent: webhookOutbox.traceparent,
      })
      .from(webhookOutbox)
      .innerJoin(webhookSubscriptions, eq(webhookOutbox.subscriptionId, webhookSubscriptions.id))
      .where(
        and(
          isNull(webhookOutbox.deliveredAt),
          isNull(webhookOutbox.deadAt),
          lte(webhookOutbox.nextAttemptAt, sql`now()`),
          or(isNull(webhookOutbox.leasedUntil), lte(webhookOutbox.leasedUntil, sql`now()`)),
        ),
      )
      .orderBy(asc(webhookOutbox.nextAttemptAt))
      .limit(limit)
      .for('update', { of: webhookOutbox, skipLocked: true });
    for (const { id } of rows) {
      await tx
        .update(webhookOutbox)
        .set({
          leasedUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})`,
          attempts: sql`${webhookOutbox.attempts} + 1`,
        })
        .where(eq(webhookOutbox.id, id));
    }
    return rows.map(({ attempts, ...row }) => ({ ...row, attempt: attempts + 1 }));
  });
}

/** The receiver took it: noted here and in the chain, once. */
export async function markDelivered(db: Connection, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .update(webhookOutbox)
      .set({ deliveredAt: sql`now()`, leasedUntil: null, lastError: null })
      .where(and(eq(webhookOutbox.id, id), isNull(webhookOutbox.deliveredAt)))
      .returning();
    if (row === undefined) return;
    const body = { messageId: id, subscriptionId: row.subscriptionId, type: row.event.type, attempts: row.attempts };
    await appendAudit(tx, { actor: 'webhook', action: 'webhook.delivered', caseId: row.caseId, body });
  });
}

/** Seconds until the next try after each failed one; with the last failed too, about 28 hours in, it is dead. */
export const retryDelays = [5, 30, 120, 600, 1800, 7200, 18_000, 36_000, 36_000] as const;

/** The receiver did not take it: tried again later, or given up after the last delay. */
export async function markFailed(db: Connection, id: string, error: string): Promise<{ dead: boolean }> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ attempts: webhookOutbox.attempts })
      .from(webhookOutbox)
      .where(eq(webhookOutbox.id, id))
      .for('update');
    if (row === undefined) return { dead: true };
    const delay = retryDelays[row.attempts - 1];
    const next =
      delay === undefined ? { deadAt: sql`now()` } : { nextAttemptAt: sql`now() + make_interval(secs => ${delay})` };
    await tx
      .update(webhookOutbox)
      .set({ ...next, leasedUntil: null, lastError: error.slice(0, 500) })
      .where(eq(webhookOutbox.id, id));
    return { dead: delay === undefined };
  });
}

export interface Outbox {
  /** Events that wait for delivery, or for their next try. */
  waiting: number;
  /** Events that were given up. */
  dead: number;
  /** Age of the event that waits longest, in seconds; 0 where none waits. */
  oldestSeconds: number;
}

/** What is in the outbox. */
export async function outboxState(db: Connection): Promise<Outbox> {
  const waiting = isNull(webhookOutbox.deadAt);
  const [row] = await db
    .select({
      waiting: sql<number>`(count(*) filter (where ${waiting}))::int`,
      dead: sql<number>`(count(*) filter (where not ${waiting}))::int`,
      oldestSeconds: sql<number>`coalesce(
        extract(epoch from now() - min(${webhookOutbox.createdAt}) filter (where ${waiting})), 0)::float8`,
    })
    .from(webhookOutbox)
    .where(isNull(webhookOutbox.deliveredAt));
  return row ?? { waiting: 0, dead: 0, oldestSeconds: 0 };
}
