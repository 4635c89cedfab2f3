import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ticketSuggestions } from '../../schemas/ticket-suggestion.ts';
import { listTicketSuggestions } from '../../store/ticket-suggestions.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problemResponses } from '../responses.ts';

const filter = z.object({
  desk: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** GET /v1/ticket-suggestions: tickets that wait for a person, with the label that each would get. */
export function ticketSuggestionRoutes(app: FastifyInstance, { db }: ApiDependencies): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/ticket-suggestions',
    {
      schema: {
        tags: ['tickets'],
        summary: 'Tickets that wait for a person, longest first',
        description: 'Each is accepted or changed by a decision of its own: POST /v1/cases/:id/review.',
        querystring: filter,
        response: { 200: ticketSuggestions, ...problemResponses },
      },
    },
    ({ query }) => listTicketSuggestions(db, query),
  );
}
