import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { labelReasons } from '../../schemas/desk-trial.ts';
import { DocketError } from '../../schemas/errors.ts';
import { ticketText } from '../../schemas/ticket-text.ts';
import { getCase } from '../../store/cases.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problemResponses } from '../responses.ts';
import { caseParams } from './case-params.ts';

/** Labels that a person is offered. */
const SUGGESTIONS = 3;

/** GET /v1/cases/:id/label-reasons: the words that weigh most for each suggested label, by the version that decided. */
export function labelReasonRoutes(app: FastifyInstance, { db, office }: ApiDependencies): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/cases/:id/label-reasons',
    {
      schema: {
        tags: ['cases'],
        summary: 'Why a ticket gets its suggested labels',
        description:
          "Each word is left out in turn; `factor` is how many times smaller the label's odds are without it, by the version that decided.",
        params: caseParams,
        response: { 200: labelReasons, ...problemResponses },
      },
    },
    async ({ params: { id } }) => {
      const found = await getCase(db, id);
      if (found?.arrival.kind !== 'ticket' || found.outcome?.kind !== 'ticket')
        throw new DocketError('request.not-found', `Case ${id} is no ticket that was labelled`);
      const { intent, desk } = found.outcome.result;
      const labels = [...new Set([intent, ...intent.alternatives].map(({ label }) => label))].slice(0, SUGGESTIONS);
      const decided = found.outcome.decision.models.find(({ name }) => name === desk);
      return office.trials.reasons(desk, ticketText(found.arrival.ticket), labels, decided?.version);
    },
  );
}
