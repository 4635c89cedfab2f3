import { and, asc, desc, eq, isNotNull, type SQL } from 'drizzle-orm';
import type { Outcome } from '../schemas/case.ts';
import type { TicketInput } from '../schemas/ticket.ts';
import type { Connection } from './connection.ts';
import { cases, outcomes } from './tables.ts';

/** A ticket of a batch that waits for a person. */
export interface WaitingTicket {
  caseId: string;
  ticket: TicketInput;
  outcome: Outcome;
  /** When it was decided that a person is needed. */
  since: Date;
}

/** The tickets of a batch that wait for a person. */
export function waitingOfBatch(db: Connection, batchId: string): Promise<WaitingTicket[]> {
  return waitingWhere(db, eq(cases.batchId, batchId));
}

/** The case where it came in a batch and waits for a person, else null. */
export async function waitingTicket(db: Connection, caseId: string): Promise<WaitingTicket | null> {
  const [waiting] = await waitingWhere(db, and(eq(cases.id, caseId), isNotNull(cases.batchId)));
  return waiting ?? null;
}

async function waitingWhere(db: Connection, which: SQL | undefined): Promise<WaitingTicket[]> {
  const rows = await db
    .selectDistinctOn([cases.id], {
      caseId: cases.id,
      arrival: cases.arrival,
      outcome: outcomes.outcome,
      since: outcomes.createdAt,
    })
    .from(cases)
    .innerJoin(outcomes, eq(outcomes.caseId, cases.id))
    .where(and(eq(cases.state, 'review'), which))
    .orderBy(asc(cases.id), desc(outcomes.revision));
  return rows.flatMap(({ arrival, ...row }) => (arrival.kind === 'ticket' ? [{ ...row, ticket: arrival.ticket }] : []));
}
