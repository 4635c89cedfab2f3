import type { z } from 'zod';
import { DocketError } from '../schemas/errors.ts';
import { TICKET_TEXT_LIMIT, type TicketInput, ticketInput } from '../schemas/ticket.ts';
import type { Desk } from './dependencies.ts';

/**
 * A ticket as it came, held against its contract and the desks there are.
 * @throws DocketError `ticket.text-too-long`, `ticket.empty`, `ticket.unknown-desk`, else `request.invalid`
 */
export function parseTicket(value: unknown, desks: readonly Desk[]): TicketInput {
  const parsed = ticketInput.safeParse(value);
  if (!parsed.success) throw ticketProblem(parsed.error, value);
  const { desk } = parsed.data;
  if (!desks.some(({ name }) => name === desk)) {
    const names = desks.map(({ name }) => name).join(', ') || 'none';
    throw new DocketError('ticket.unknown-desk', `There is no desk "${desk}"; the desks are: ${names}`);
  }
  return parsed.data;
}

function ticketProblem(error: z.ZodError, value: unknown): DocketError {
  const text = typeof value === 'object' && value !== null && 'text' in value ? value.text : undefined;
  const isOfText = error.issues.some(({ path }) => path[0] === 'text');
  if (isOfText && typeof text === 'string') {
    if (text.trim() === '') return new DocketError('ticket.empty', 'text: holds nothing but white space');
    const message = `text: ${text.length} characters; the limit is ${TICKET_TEXT_LIMIT}`;
    return new DocketError('ticket.text-too-long', message);
  }
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'the ticket'}: ${message}`);
  return new DocketError('request.invalid', problems.join('; '));
}
