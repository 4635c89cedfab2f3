import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Connection } from '../connection.ts';
import { rowsOf } from '../rows-of.ts';
import { deskOfCase, ofDesk, type Period, within } from './period.ts';

const decisionRow = z.object({
  desk: z.string(),
  at: z.string(),
  decided: z.number(),
  automated: z.number(),
  escalated: z.number(),
  refused: z.number(),
  largerModel: z.number(),
});
const costRow = z.object({ desk: z.string(), at: z.string(), modelCost: z.number() });

/** The beginning of the step that an instant lies in, as ISO 8601 in UTC. */
const stepOf = (column: string, { every }: Period) =>
  sql`to_char(date_trunc(${sql.raw(`'${every}'`)}, ${sql.raw(column)} at time zone 'UTC'), 'YYYY-MM-DD"T"00:00:00"Z"')`;

/** By desk and step, what first became of the cases that were decided in the period. */
export async function countDecisions(db: Connection, period: Period): Promise<z.infer<typeof decisionRow>[]> {
  return rowsOf(
    decisionRow,
    await db.execute(sql`
      select ${deskOfCase} as desk, ${stepOf('outcomes.created_at', period)} as at,
        count(*)::int as decided,
        count(*) filter (where outcomes.state = 'accepted')::int as automated,
        count(*) filter (where outcomes.state = 'review')::int as escalated,
        count(*) filter (where outcomes.state = 'rejected')::int as refused,
        count(*) filter (where outcomes.outcome #> '{decision,escalations,0}' is not null)::int as "largerModel"
      from outcomes join cases on cases.id = outcomes.case_id
      where outcomes.revision = 1 and ${within(sql`outcomes.created_at`, period)} and ${ofDesk(deskOfCase, period)}
      group by 1, 2 order by 2, 1`),
  );
}

/** By desk and step, what larger models cost. */
export async function sumModelCosts(db: Connection, period: Period): Promise<z.infer<typeof costRow>[]> {
  return rowsOf(
    costRow,
    await db.execute(sql`
      select desk, ${stepOf('at', period)} as at, sum(cost_micros)::float8 / 1e6 as "modelCost"
      from model_calls
      where ${within(sql`at`, period)} and ${ofDesk(sql`desk`, period)}
      group by 1, 2 order by 2, 1`),
  );
}
