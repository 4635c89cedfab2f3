import { type SQL, sql } from 'drizzle-orm';
import type { StatisticsStep } from '../../schemas/statistics.ts';

/** From `from` up to, not including, `to`; of one desk, or of all. */
export interface Period {
  from: Date;
  to: Date;
  every: StatisticsStep;
  desk?: string | undefined;
}

/** Documents have no desk of their own. */
export const deskOfCase = sql`coalesce(cases.desk, 'documents')`;

export const within = (instant: SQL, { from, to }: Period): SQL =>
  sql`${instant} >= ${from.toISOString()}::timestamptz and ${instant} < ${to.toISOString()}::timestamptz`;

export const ofDesk = (desk: SQL, period: Period): SQL =>
  period.desk === undefined ? sql`true` : sql`${desk} = ${period.desk}`;
