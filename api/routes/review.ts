import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { caseSummary } from '../../schemas/case.ts';
import { DocketError } from '../../schemas/errors.ts';
import { reviewDecision } from '../../schemas/review.ts';
import { toSummary } from '../../store/case-rows.ts';
import { requireCase } from '../../store/cases.ts';
import { requireNotOthers } from '../../store/review-locks.ts';
import { isRecorded } from '../../store/reviews.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { callerOf } from '../plugins/authentication.ts';
import { holderOf } from '../principal.ts';
import { problemResponses } from '../responses.ts';
import { caseParams } from './case-params.ts';

const DECISION_BYTES = 2 * 1024 * 1024;

/**
 * POST /v1/cases/:id/review: a person's decision. Its `id` makes it idempotent, also when the engine has long forgotten
 * the case; another decision under the same id is refused.
 */
export function reviewRoutes(app: FastifyInstance, { db, workflows, availability }: ApiDependencies): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/v1/cases/:id/review',
    {
      bodyLimit: DECISION_BYTES,
      schema: {
        tags: ['cases'],
        summary: 'Approve, correct or reject a case in review',
        description: 'Needs no lock, but is refused while another holds one.',
        params: caseParams,
        body: reviewDecision,
        response: { 200: caseSummary, ...problemResponses },
      },
    },
    async (request) => {
      const {
        params: { id },
        body,
      } = request;
      await availability.require('database', 'temporal');
      requireNotOthers(await requireCase(db, id), holderOf(callerOf(request), body.reviewer));
      try {
        await workflows.review(id, body);
      } catch (error) {
        const isClosed = error instanceof DocketError && error.code === 'review.not-open';
        if (!isClosed || !(await isRecorded(db, id, body))) throw error;
      }
      return toSummary(await requireCase(db, id));
    },
  );
}
