import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { assignment, assignRequest } from '../../schemas/review-queue.ts';
import { assignCase } from '../../store/assignments.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { callerOf } from '../plugins/authentication.ts';
import { problemResponses } from '../responses.ts';
import { caseParams } from './case-params.ts';

/** Whose a case is, said ahead of time; a lock says who works on it now. */
export function assignmentRoutes(app: FastifyInstance, { db }: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['cases'];

  routes.put(
    '/v1/cases/:id/assignee',
    {
      config: { scope: 'write' },
      schema: {
        tags,
        summary: 'Assign a case to a person',
        description:
          'Any open case, also before it waits for review. Others leave it out when they go on to the next one; whoever opens it may still decide it. The audit chain keeps every change.',
        params: caseParams,
        body: assignRequest,
        response: { 200: assignment.nullable(), ...problemResponses },
      },
    },
    async (request) => {
      const { actor } = callerOf(request);
      const { reviewer } = request.body;
      return await assignCase(db, request.params.id, { reviewer, actor });
    },
  );

  routes.delete(
    '/v1/cases/:id/assignee',
    {
      config: { scope: 'write' },
      schema: { tags, summary: 'Say that a case is nobody’s', params: caseParams },
    },
    async (request, reply) => {
      await assignCase(db, request.params.id, { reviewer: null, actor: callerOf(request).actor });
      return reply.code(204).send();
    },
  );
}
