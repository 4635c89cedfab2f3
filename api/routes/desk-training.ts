import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { deskTraining, deskVersion } from '../../schemas/desk-training.ts';
import { serving } from '../../schemas/serving.ts';
import { appendAudit } from '../../store/audit.ts';
import { listCorrectedTickets } from '../../store/ticket-corrections.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { plainFileName } from '../file-name.ts';
import { callerOf } from '../plugins/authentication.ts';
import { problemResponses } from '../responses.ts';

const flag = z.enum(['true', 'false']).default('false');
const wanted = z.object({
  name: z.string().max(80),
  fileName: z.string().max(300).default('labelled.csv'),
  corrections: flag.describe('Learn from what people corrected on this desk, too'),
  leaveOutConflicts: flag.describe('Leave out texts under several labels instead of refusing'),
  error: z.coerce.number().gt(0).lt(0.5).optional().describe('Most errors among accepted labels, 0.02 unless given'),
});
const deskParams = z.object({ name: z.string().max(80) });
const trainingParams = z.object({ id: z.uuid() });

/** Desks of users' own labels: quick training from a file, its report, and which version serves. */
export async function deskTrainingRoutes(app: FastifyInstance, deps: ApiDependencies): Promise<void> {
  const { office, limits } = deps;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['desks'];
  const config = { scope: 'admin' } as const;
  takeRows(app, limits.maxBytes);

  routes.post(
    '/v1/desk-trainings',
    {
      config,
      bodyLimit: limits.maxBytes,
      schema: {
        tags,
        summary: 'Train a desk on labelled texts',
        description:
          'CSV with the columns text,label, or JSON lines of the same. Answers at once; ask for the training until it has ended.',
        consumes: ['text/csv', 'application/x-ndjson'],
        querystring: wanted,
        response: { 202: deskTraining, ...problemResponses },
      },
    },
    async (request, reply) => reply.code(202).send(await startTraining(request, request.query, deps)),
  );
  routes.get(
    '/v1/desk-trainings',
    {
      config,
      schema: {
        tags,
        summary: 'Trainings',
        response: { 200: z.object({ items: z.array(deskTraining) }), ...problemResponses },
      },
    },
    () => ({ items: office.trainings() }),
  );
  routes.get(
    '/v1/desk-trainings/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One training',
        params: trainingParams,
        response: { 200: deskTraining, ...problemResponses },
      },
    },
    ({ params }) => office.training(params.id),
  );
  routes.get(
    '/v1/desks/:name/versions',
    {
      schema: {
        tags,
        summary: 'Versions of a desk, newest first',
        params: deskParams,
        response: { 200: z.object({ items: z.array(deskVersion) }), ...problemResponses },
      },
    },
    ({ params }) => ({ items: office.versions(params.name) }),
  );
  routes.post(
    '/v1/desks/:name/serving',
    {
      config,
      schema: {
        tags,
        summary: 'Let a version serve',
        description: 'One that won its comparison or served before; any other with `force`.',
        params: deskParams,
        body: z.strictObject({ version: z.string().max(40), force: z.boolean().default(false) }),
        response: { 200: serving, ...problemResponses },
      },
    },
    async (request) => {
      const { name } = request.params;
      const { version, force } = request.body;
      return noted(deps, request, name, office.promote(name, version, force));
    },
  );
  routes.post(
    '/v1/desks/:name/rollback',
    {
      config,
      schema: {
        tags,
        summary: 'Let the version serve that served before',
        params: deskParams,
        response: { 200: serving, ...problemResponses },
      },
    },
    async (request) => noted(deps, request, request.params.name, office.rollBack(request.params.name)),
  );
}

/** Labelled rows come as they are; the JSON of other routes here is parsed by the parser that all share. */
function takeRows(app: FastifyInstance, bodyLimit: number): void {
  for (const type of ['text/csv', 'application/x-ndjson', 'application/octet-stream']) {
    app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit }, async (_: unknown, body: Buffer) => body);
  }
}

async function startTraining(request: FastifyRequest, query: z.infer<typeof wanted>, { db, office }: ApiDependencies) {
  const { name, fileName, corrections, leaveOutConflicts, error } = query;
  const corrected = corrections === 'true' ? await listCorrectedTickets(db, name) : [];
  return office.train({
    name,
    fileName: plainFileName(fileName),
    bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    actor: callerOf(request).actor,
    leaveOutConflicts: leaveOutConflicts === 'true',
    ...(error === undefined ? {} : { alpha: error }),
    corrected: corrected.map(({ caseId, text, label }) => ({ text, label, from: `case ${caseId}` })),
  });
}

/** Which version serves is part of how cases are decided: the chain keeps who changed it. */
async function noted({ db }: ApiDependencies, request: FastifyRequest, name: string, now: z.infer<typeof serving>) {
  const { actor } = callerOf(request);
  const { version, history } = now;
  const body = { name, version, why: history.at(-1)?.why ?? '' };
  await db.transaction((tx) => appendAudit(tx, { actor, action: 'model.serving', caseId: null, body }));
  return now;
}
