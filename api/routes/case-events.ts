import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { CaseSummary } from '../../schemas/case.ts';
import { requireCase } from '../../store/cases.ts';
import { CaseWatch } from '../case-watch.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { caseParams } from './case-params.ts';

/** GET /v1/cases/:id/events: the case as server-sent events `state`, at once and at each change, until it is closed. */
export function caseEventRoutes(app: FastifyInstance, { db }: ApiDependencies): void {
  const watch = new CaseWatch(db);
  const closing = new AbortController();
  app.addHook('preClose', async () => {
    closing.abort();
    await watch.close();
  });

  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/cases/:id/events',
    {
      schema: {
        tags: ['cases'],
        summary: 'Follow the state of a case (server-sent events)',
        description: 'Event `state` with the case as JSON: at once, at each change, until it is accepted or rejected.',
        params: caseParams,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await requireCase(db, id);
      const gone = new AbortController();
      request.raw.once('close', () => gone.abort());
      const changes = watch.follow(id, AbortSignal.any([gone.signal, closing.signal]));
      return reply
        .headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
        .send(Readable.from(eventLines(changes)));
    },
  );
}

async function* eventLines(changes: AsyncIterable<CaseSummary | null>): AsyncGenerator<string> {
  for await (const summary of changes) {
    yield summary === null ? ': still here\n\n' : `event: state\ndata: ${JSON.stringify(summary)}\n\n`;
  }
}
