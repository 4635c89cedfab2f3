import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { caseSummary } from '../../schemas/case.ts';
import { ticketInput } from '../../schemas/ticket.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import { newId } from '../../store/id.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { idempotencyOf } from '../idempotency.ts';
import { parseTicket } from '../parse-ticket.ts';
import { callerOf } from '../plugins/authentication.ts';
import { receive } from '../receive.ts';
import { problemResponses } from '../responses.ts';

/** POST /v1/tickets: one ticket. */
export function ticketRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/v1/tickets',
    {
      // The handler validates, for a code of its own for each problem; the schema is what the reference shows.
      attachValidation: true,
      schema: {
        tags: ['tickets'],
        summary: 'Send a ticket',
        body: ticketInput,
        response: { 202: caseSummary, ...problemResponses },
      },
    },
    async (request, reply) => {
      await deps.availability.require('database', 'temporal', 'redis');
      const ticket = parseTicket(request.body, deps.desks());
      const kept = await receive(
        deps,
        {
          cases: [{ id: newId(), arrival: { kind: 'ticket', ticket }, actor: callerOf(request).actor }],
          batches: [],
          idempotency: idempotencyOf(request, [canonicalJson(ticket)]),
          answer: ([summary]) => ({ status: 202, answer: summary }),
        },
        request.log,
      );
      return reply.code(202).send(caseSummary.parse(kept.answer));
    },
  );
}
