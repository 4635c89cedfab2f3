import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { caseSummary } from '../../schemas/case.ts';
import type { TicketInput } from '../../schemas/ticket.ts';
import { randomId } from './random-id.ts';
import { getJson, postJson } from './request.ts';

const desk = z.object({ name: z.string(), labels: z.array(z.string()), languages: z.array(z.string()) });
export type Desk = z.infer<typeof desk>;

export const desksQuery = queryOptions({
  queryKey: ['desks'],
  queryFn: ({ signal }) => getJson('/v1/desks', z.object({ items: z.array(desk) }), signal),
  staleTime: 60_000,
});

export function sendTicket(ticket: TicketInput) {
  return postJson('/v1/tickets', ticket, caseSummary, { 'idempotency-key': randomId() });
}
