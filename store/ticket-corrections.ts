import { and, asc, eq } from 'drizzle-orm';
import { ticketText } from '../schemas/ticket-text.ts';
import type { Connection } from './connection.ts';
import { cases, corrections } from './tables.ts';

/** A ticket whose label a person set right. */
export interface CorrectedTicket {
  caseId: string;
  text: string;
  label: string;
}

/** The tickets of a desk that people corrected, as labelled texts, oldest first; of several corrections the last counts. */
export async function listCorrectedTickets(db: Connection, desk: string): Promise<CorrectedTicket[]> {
  const rows = await db
    .select({ caseId: corrections.caseId, label: corrections.after, arrival: cases.arrival })
    .from(corrections)
    .innerJoin(cases, eq(cases.id, corrections.caseId))
    .where(and(eq(cases.kind, 'ticket'), eq(cases.desk, desk), eq(corrections.path, 'intent')))
    .orderBy(asc(corrections.createdAt), asc(corrections.position));
  const last = new Map<string, CorrectedTicket>();
  for (const { caseId, label, arrival } of rows) {
    if (label === null || arrival.kind !== 'ticket') continue;
    last.set(caseId, { caseId, text: ticketText(arrival.ticket), label });
  }
  return [...last.values()];
}
