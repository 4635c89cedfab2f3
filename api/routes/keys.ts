import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import { isoInstant } from '../../schemas/primitives.ts';
import { createApiKey, listApiKeys, revokeApiKey, scopes } from '../../store/keys.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { callerOf } from '../plugins/authentication.ts';
import { problemResponses } from '../responses.ts';

const newKey = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(scopes)).min(1).default(['read', 'write']),
});
const stored = z.object({ id: z.string(), name: z.string(), scopes: z.array(z.enum(scopes)), createdAt: isoInstant });

/** API keys for programs. */
export function keyRoutes(app: FastifyInstance, { db }: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['keys'];
  const config = { scope: 'admin' } as const;

  routes.post(
    '/v1/keys',
    {
      config,
      schema: {
        tags,
        summary: 'Make a key',
        description: 'Only its hash is stored: the key is shown here and never again.',
        body: newKey,
        response: { 201: z.object({ id: z.string(), key: z.string() }), ...problemResponses },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await createApiKey(db, { ...request.body, actor: callerOf(request).actor })),
  );
  routes.get(
    '/v1/keys',
    {
      config,
      schema: {
        tags,
        summary: 'List keys',
        response: { 200: z.object({ items: z.array(stored) }), ...problemResponses },
      },
    },
    async () => ({ items: await listApiKeys(db) }),
  );
  routes.delete(
    '/v1/keys/:id',
    { config, schema: { tags, summary: 'Revoke a key', params: z.object({ id: z.string().max(80) }) } },
    async ({ params: { id } }, reply) => {
      if (!(await revokeApiKey(db, id))) throw new DocketError('request.not-found', `There is no key ${id}`);
      return reply.code(204).send();
    },
  );
}
