import { sql } from 'drizzle-orm';
import type { Database } from '../../store/database.ts';
import { webhookOutbox } from '../../store/tables.ts';

/** As if the waiting time of every delivery were over; an instant is kept in milliseconds, so one of now may be ahead. */
export const makeDeliveriesDue = (db: Database) =>
  db.update(webhookOutbox).set({ nextAttemptAt: sql`now() - interval '1 second'`, leasedUntil: null });
