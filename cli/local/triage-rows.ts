import { z } from 'zod';
import { decideTicket } from '../../checks/decide-ticket.ts';
import type { EntitySpecialist } from '../../models/ticket-entities.ts';
import type { TicketSpecialist } from '../../models/ticket-specialist.ts';
import type { FlatTicket } from '../../schemas/flat.ts';
import { TICKET_TEXT_LIMIT } from '../../schemas/ticket.ts';
import { ticketText } from '../../schemas/ticket-text.ts';

const row = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  text: z.string().trim().min(1, 'is empty').max(TICKET_TEXT_LIMIT, `has over ${TICKET_TEXT_LIMIT} characters`),
  subject: z.string().optional(),
});
type Row = z.infer<typeof row>;

function parseRow(line: string, number: number): Row | FlatTicket {
  const refused = (id: string, code: string, message: string): FlatTicket => ({
    id,
    label: null,
    confidence: 0,
    accepted: false,
    outOfScope: false,
    oosScore: null,
    escalated: false,
    error: { code, message: `row ${number}: ${message}` },
  });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refused(`row-${number}`, 'request.malformed-json', 'is not JSON');
  }
  const parsed = row.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const named = z.looseObject({ id: z.union([z.string(), z.number()]) }).safeParse(value);
  const id = named.success ? String(named.data.id) : `row-${number}`;
  return refused(id, 'request.invalid', `${issue?.path.join('.') || 'the row'} ${issue?.message}`);
}

/** Labels JSON lines with a desk's specialist and finds their entities, in their order; a line that is no ticket is a row with an error. */
export async function triageRows(
  lines: { line: string; number: number }[],
  specialist: TicketSpecialist,
  entities: EntitySpecialist | null,
): Promise<FlatTicket[]> {
  const parsed = lines.map(({ line, number }) => parseRow(line, number));
  const tickets = parsed.filter((entry): entry is Row => 'text' in entry);
  const started = performance.now();
  const answers = await specialist.triage(tickets.map(ticketText));
  const found = (await entities?.find(tickets.map(({ text }) => text))) ?? [];
  const ms = Math.round(((performance.now() - started) / Math.max(1, tickets.length)) * 1000) / 1000;
  let next = 0;
  return parsed.map((entry) => {
    if (!('text' in entry)) return entry;
    const triage = answers[next];
    const spans = found[next++] ?? [];
    if (!triage) throw new Error('the specialist answered fewer texts than it was given');
    const ticket = { desk: specialist.producer.name, text: entry.text };
    const { result } = decideTicket({
      ticket,
      triage,
      thresholds: specialist.thresholds,
      labels: specialist.labels,
      entities: spans,
    });
    return {
      id: entry.id,
      label: triage.label.label,
      confidence: triage.label.confidence,
      accepted: result.status === 'accepted',
      outOfScope: triage.outOfScope,
      oosScore: triage.oosScore,
      escalated: false,
      entities: result.entities,
      ms,
    };
  });
}
