import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { FieldAccuracy } from '../../schemas/statistics.ts';
import type { Connection } from '../connection.ts';
import { rowsOf } from '../rows-of.ts';
import { deskOfCase, ofDesk, type Period, within } from './period.ts';
import { wilson } from './wilson.ts';

const judgedRow = z.object({ desk: z.string(), field: z.string(), n: z.number(), wrong: z.number() });
type Judged = z.infer<typeof judgedRow>;

/** Every value of the outcomes in `judged` (case_id, desk, outcome), with its path and its field of whatever row. */
const valuesOf = sql`
  select case_id, desk, key as path, key as field, value as evidence
    from judged, jsonb_each(outcome #> '{result,fields}') where outcome ->> 'kind' = 'document'
  union all
  select case_id, desk, part || '.' || (position - 1) || '.' || cell.key, part || '.' || cell.key, cell.value
    from judged, unnest(array['lines', 'taxes']) as part,
      jsonb_array_elements(outcome #> array['result', part]) with ordinality as entry(row_value, position),
      jsonb_each(row_value) as cell
    where outcome ->> 'kind' = 'document'
  union all
  select case_id, desk, 'intent', 'intent',
      (outcome #> '{result,intent}') || jsonb_build_object('value', outcome #> '{result,intent,label}')
    from judged where outcome ->> 'kind' = 'ticket'`;

const countOf = async (db: Connection, judged: SQL, isJudged: SQL, isWrong: SQL): Promise<Judged[]> =>
  rowsOf(
    judgedRow,
    await db.execute(sql`
      with judged as (${judged}), found as (${valuesOf})
      select found.desk, field, count(*)::int as n, count(*) filter (where ${isWrong})::int as wrong
      from found where evidence ->> 'value' is not null and ${isJudged}
      group by 1, 2`),
  );

/** Of what passed: the accepted values that models read, by second looks decided in the period. */
const countPassed = (db: Connection, period: Period) =>
  countOf(
    db,
    sql`select second_looks.case_id, second_looks.desk, newest.outcome
        from second_looks cross join lateral (
          select outcome from outcomes where outcomes.case_id = second_looks.case_id order by revision desc limit 1
        ) newest
        where ${within(sql`second_looks.decided_at`, period)} and ${ofDesk(sql`second_looks.desk`, period)}`,
    sql`(evidence ->> 'accepted')::boolean and evidence ->> 'source' not in ('xml', 'human')`,
    sql`exists (select from second_looks where second_looks.case_id = found.case_id and wrong @> to_jsonb(path))`,
  );

/** Of what people saw in review and approved in the period: the values as they were first found. */
const countSuggested = (db: Connection, period: Period) =>
  countOf(
    db,
    sql`select cases.id as case_id, ${deskOfCase} as desk, first.outcome
        from outcomes decided
          join outcomes first on first.case_id = decided.case_id and first.revision = 1
          join cases on cases.id = decided.case_id
        where decided.key like 'reviewed:%' and decided.state = 'accepted'
          and ${within(sql`decided.created_at`, period)} and ${ofDesk(deskOfCase, period)}`,
    sql`evidence ->> 'source' not in ('xml', 'human')`,
    sql`exists (select from corrections where corrections.case_id = found.case_id and corrections.path = found.path
          and corrections.decision_id <> 'second-look')`,
  );

/** How often each field was right, by desk and field. */
export async function judgeFields(db: Connection, period: Period): Promise<FieldAccuracy[]> {
  const [passed, suggested] = await Promise.all([countPassed(db, period), countSuggested(db, period)]);
  const keyOf = ({ desk, field }: Judged) => `${desk} ${field}`;
  const shareOf = (rows: readonly Judged[], key: string) => {
    const row = rows.find((one) => keyOf(one) === key);
    return row ? wilson(row.n - row.wrong, row.n) : null;
  };
  const all = new Map([...passed, ...suggested].map((row) => [keyOf(row), row]));
  return [...all]
    .map(([key, { desk, field }]) => ({
      ...{ desk, field },
      passed: shareOf(passed, key),
      suggested: shareOf(suggested, key),
    }))
    .sort((a, b) => a.desk.localeCompare(b.desk) || a.field.localeCompare(b.field));
}
