import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Connection } from '../connection.ts';
import { rowsOf } from '../rows-of.ts';
import { deskOfCase, ofDesk, type Period, within } from './period.ts';

const reviewRow = z.object({
  desk: z.string(),
  reviewed: z.number(),
  timed: z.number(),
  reviewMs: z.number().nullable(),
  waitMs: z.number().nullable(),
});

/** By desk, how many decisions people took in the period and how long they took: medians, in milliseconds. */
export async function timeReviews(db: Connection, period: Period): Promise<z.infer<typeof reviewRow>[]> {
  return rowsOf(
    reviewRow,
    await db.execute(sql`
      select ${deskOfCase} as desk, count(*)::int as reviewed, count(decided.took_ms)::int as timed,
        percentile_cont(0.5) within group (order by decided.took_ms)::float8 as "reviewMs",
        percentile_cont(0.5) within group (
          order by extract(epoch from decided.created_at - first.created_at) * 1000)::float8 as "waitMs"
      from outcomes decided
        join outcomes first on first.case_id = decided.case_id and first.revision = 1
        join cases on cases.id = decided.case_id
      where decided.key like 'reviewed:%' and ${within(sql`decided.created_at`, period)} and ${ofDesk(deskOfCase, period)}
      group by 1`),
  );
}
