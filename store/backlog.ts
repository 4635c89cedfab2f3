import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { caseKind, caseState } from '../schemas/case.ts';
import type { Connection } from './connection.ts';
import { rowsOf } from './rows-of.ts';
import { deskOfCase } from './statistics/period.ts';

const openCases = z.object({
  kind: caseKind,
  desk: z.string(),
  state: caseState,
  count: z.number(),
  /** Since the oldest of them arrived. */
  oldestSeconds: z.number(),
  /** Waiting for a person for longer than they may. */
  overdue: z.number(),
});
export type OpenCases = z.infer<typeof openCases>;

/** Cases that are not closed yet, by kind, desk and state. Closed ones are not read, however many there are. */
export async function countOpenCases(db: Connection): Promise<OpenCases[]> {
  return rowsOf(
    openCases,
    await db.execute(sql`
      select kind, ${deskOfCase} as desk, state, count(*)::int as count,
        extract(epoch from now() - min(created_at))::float8 as "oldestSeconds",
        (count(*) filter (where due_at < now()))::int as overdue
      from cases where state in ('received', 'processing', 'review')
      group by 1, 2, 3`),
  );
}

const deskWatch = z.object({
  desk: z.string(),
  /** Second looks since the alarm was last cleared. */
  looked: z.number(),
  /** Sum of the shares of accepted values that were wrong. */
  errors: z.number(),
  alarm: z.boolean(),
});
export type DeskWatch = z.infer<typeof deskWatch>;

/** What second looks found of each desk that has a policy of its own or was looked at. */
export async function deskWatches(db: Connection): Promise<DeskWatch[]> {
  return rowsOf(
    deskWatch,
    await db.execute(sql`
      select desk, (watch ->> 'looked')::int as looked, (watch ->> 'errors')::float8 as errors,
        alarm_at is not null as alarm
      from desk_policies`),
  );
}

const waitingLooks = z.object({ desk: z.string(), count: z.number() });

/** Cases that wait for a second look, by desk. */
export async function countWaitingLooks(db: Connection): Promise<z.infer<typeof waitingLooks>[]> {
  return rowsOf(
    waitingLooks,
    await db.execute(sql`
      select desk, count(*)::int as count from second_looks where decided_at is null group by 1`),
  );
}
