import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { bandOf } from '../schemas/confidence-band.ts';
import type { TicketSuggestion } from '../schemas/ticket-suggestion.ts';
import type { Connection } from './connection.ts';
import { cases, outcomes } from './tables.ts';

/** Tickets that wait for a person, longest first, with their suggested label. */
export async function listTicketSuggestions(
  db: Connection,
  { desk, limit }: { desk?: string | undefined; limit: number },
): Promise<{ items: TicketSuggestion[]; total: number }> {
  const waiting = and(eq(cases.kind, 'ticket'), eq(cases.state, 'review'), desk ? eq(cases.desk, desk) : undefined);
  const [count] = await db.select({ total: sql<number>`count(*)::int` }).from(cases).where(waiting);
  const newest = db
    .selectDistinctOn([outcomes.caseId], { caseId: outcomes.caseId, outcome: outcomes.outcome })
    .from(outcomes)
    .innerJoin(cases, eq(cases.id, outcomes.caseId))
    .where(waiting)
    .orderBy(outcomes.caseId, desc(outcomes.revision))
    .as('newest');
  const rows = await db
    .select({ row: cases, outcome: newest.outcome })
    .from(cases)
    .innerJoin(newest, eq(newest.caseId, cases.id))
    .where(waiting)
    .orderBy(asc(cases.createdAt), asc(cases.id))
    .limit(limit);
  const items = rows.flatMap(({ row, outcome }) => {
    if (outcome.kind !== 'ticket') return [];
    const { intent, outOfScope, desk: ofDesk, reasons } = outcome.result;
    const { label, confidence } = intent;
    const band = bandOf(confidence, outcome.decision.thresholds['*'], outOfScope);
    const { id: caseId, title, createdAt } = row;
    return [
      {
        ...{ caseId, title, desk: ofDesk, band, outOfScope, reasons },
        intent: { label, confidence },
        createdAt: createdAt.toISOString(),
      },
    ];
  });
  return { items, total: count?.total ?? 0 };
}
