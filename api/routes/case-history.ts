import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import { blobRef, isoInstant } from '../../schemas/primitives.ts';
import { runsOf } from '../../store/runs.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problemResponses } from '../responses.ts';
import { caseParams } from './case-params.ts';

const run = z.object({
  workflowId: z.string(),
  runId: z.string(),
  caseId: z.string().nullable(),
  batchId: z.string().nullable(),
  startedAt: isoInstant,
  history: blobRef.nullable(),
  bundle: z.string().nullable(),
  exportedAt: isoInstant.nullable(),
});

/** For auditors: the workflow runs of a case and the history each left at its close. */
export function caseHistoryRoutes(app: FastifyInstance, { db, blobs }: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['audit'];

  routes.get(
    '/v1/cases/:id/history',
    {
      schema: {
        tags,
        summary: 'The workflow runs of a case',
        params: caseParams,
        response: { 200: z.object({ items: z.array(run) }), ...problemResponses },
      },
    },
    async ({ params: { id } }) => ({ items: await runsOf(db, id) }),
  );

  routes.get(
    '/v1/cases/:id/history/:runId',
    {
      schema: {
        tags,
        summary: 'The exported history of one run, as Temporal JSON',
        params: caseParams.extend({ runId: z.string() }),
      },
    },
    async ({ params: { id, runId } }, reply) => {
      const { history } = (await runsOf(db, id)).find((one) => one.runId === runId) ?? { history: null };
      if (history === null) throw new DocketError('audit.no-history', `Run ${runId} of case ${id} left no history yet`);
      return reply.type('application/json').send(Buffer.from(await blobs.get(history)));
    },
  );
}
