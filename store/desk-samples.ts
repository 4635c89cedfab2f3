import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { MEDIUM_FROM } from '../schemas/confidence-band.ts';
import type { BandCounts } from '../schemas/desk-preview.ts';
import { ticketText } from '../schemas/ticket-text.ts';
import type { Connection } from './connection.ts';
import { rowsOf } from './rows-of.ts';
import { cases } from './tables.ts';

/** The texts of a desk's last tickets, newest first. */
export async function lastTicketTexts(db: Connection, desk: string, count: number): Promise<string[]> {
  const rows = await db
    .select({ arrival: cases.arrival })
    .from(cases)
    .where(and(eq(cases.kind, 'ticket'), eq(cases.desk, desk)))
    .orderBy(desc(cases.createdAt), desc(cases.id))
    .limit(count);
  return rows.flatMap(({ arrival }) => (arrival.kind === 'ticket' ? [ticketText(arrival.ticket)] : []));
}

const bandRow = z.object({
  field: z.string().nullable(),
  cases: z.number(),
  high: z.number(),
  medium: z.number(),
  low: z.number(),
});

/** The header values of the last documents by confidence, as they were first found; bands as `schemas/confidence-band.ts`. */
export async function bandsOfLastDocuments(
  db: Connection,
  count: number,
): Promise<{ cases: number; fields: (BandCounts & { field: string })[] }> {
  const rows = rowsOf(
    bandRow,
    await db.execute(sql`
      with last as (
        select outcomes.outcome from cases
          join outcomes on outcomes.case_id = cases.id and outcomes.revision = 1
        where cases.kind = 'document' and outcomes.outcome ->> 'kind' = 'document'
        order by cases.created_at desc limit ${count}
      ), found as (
        select entry.key as field, (entry.value ->> 'confidence')::float8 as confidence,
          entry.value ->> 'source' = 'xml' as exact,
          coalesce(outcome #> array['decision', 'thresholds', entry.key], outcome #> '{decision,thresholds,*}') as bound
        from last, jsonb_each(outcome #> '{result,fields}') as entry
        where entry.value ->> 'value' is not null
      ), banded as (
        select field, case
          when exact or confidence >= (bound ->> 'threshold')::float8 then 'high'
          when confidence >= coalesce((bound ->> 'mediumFrom')::float8, ${MEDIUM_FROM}) then 'medium'
          else 'low' end as band
        from found
      )
      select field, (select count(*) from last)::int as cases,
        count(*) filter (where band = 'high')::int as high,
        count(*) filter (where band = 'medium')::int as medium,
        count(*) filter (where band = 'low')::int as low
      from banded group by field
      union all select null, (select count(*) from last)::int, 0, 0, 0
      order by 1`),
  );
  return {
    cases: rows[0]?.cases ?? 0,
    fields: rows.flatMap(({ field, high, medium, low }) => (field === null ? [] : [{ field, high, medium, low }])),
  };
}
