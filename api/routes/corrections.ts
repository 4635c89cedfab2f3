import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isoDate, isoInstant } from '../../schemas/primitives.ts';
import { listDecided } from '../../store/decided-cases.ts';
import { trainingRow } from '../../store/training-rows.ts';
import type { ApiDependencies } from '../dependencies.ts';

/** A row of a document carries all its words: some hundred kilobytes. */
const MOST_ROWS = 200;
const page = z.object({
  kind: z.enum(['documents', 'tickets']).optional(),
  desk: z.string().min(1).max(100).optional().describe('Of tickets, or `documents`'),
  since: z.union([isoInstant, isoDate]).optional().describe('Decided then or later'),
  cursor: z.string().max(300).optional().describe('`docket-next` of the page before'),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(100),
});

/** What people decided, as rows that training reads. */
export function correctionRoutes(app: FastifyInstance, { db, blobs }: ApiDependencies): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/corrections',
    {
      config: { scope: 'admin' },
      schema: {
        tags: ['corrections'],
        summary: 'What people decided, as training data',
        description:
          'NDJSON: a decided case a line, oldest decision first. A case that teaches nothing is a line with its `error`. ' +
          'The header `docket-next` is the `cursor` of the next page; the last page has none.',
        querystring: page,
      },
    },
    async ({ query: { since, ...filter } }, reply) => {
      const { items, next } = await listDecided(db, { ...filter, since: since ? new Date(since) : undefined });
      const rows: string[] = [];
      for (const decided of items) rows.push(`${JSON.stringify(await trainingRow(blobs, decided))}\n`);
      if (next !== null) reply.header('docket-next', next);
      return reply.type('application/x-ndjson').send(rows.join(''));
    },
  );
}
