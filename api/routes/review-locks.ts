import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { lockRelease, lockRequest, reviewLock } from '../../schemas/review-queue.ts';
import { lockCase, releaseCase } from '../../store/review-locks.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { callerOf } from '../plugins/authentication.ts';
import { holderOf } from '../principal.ts';
import { problemResponses } from '../responses.ts';
import { caseParams } from './case-params.ts';

/** Who works on a case: while one does, nobody else decides it unless they take it over. */
export function reviewLockRoutes(app: FastifyInstance, { db }: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['cases'];

  routes.post(
    '/v1/cases/:id/lock',
    {
      schema: {
        tags,
        summary: 'Take a case in review, or renew the lock',
        description:
          'A lock ends at `until` unless it is sent again. `takeOver` takes the case from whoever holds it; the audit chain keeps that. A session is one person whatever the name; a key has one lock a reviewer.',
        params: caseParams,
        body: lockRequest,
        response: { 200: reviewLock, ...problemResponses },
      },
    },
    (request) => {
      const { reviewer, takeOver } = request.body;
      const holder = holderOf(callerOf(request), reviewer);
      return lockCase(db, request.params.id, { holder, reviewer }, { takeOver });
    },
  );

  routes.delete(
    '/v1/cases/:id/lock',
    {
      schema: {
        tags,
        summary: 'Give a case back',
        params: caseParams,
        querystring: lockRelease,
      },
    },
    async (request, reply) => {
      await releaseCase(db, request.params.id, holderOf(callerOf(request), request.query.reviewer));
      return reply.code(204).send();
    },
  );
}
