import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { scopes } from '../../store/keys.ts';
import { endSession } from '../../store/sessions.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { callerOf } from '../plugins/authentication.ts';
import { SESSION_COOKIE } from '../principal.ts';
import { problemResponses } from '../responses.ts';

const caller = z.object({ kind: z.enum(['key', 'session']), name: z.string(), scopes: z.array(z.enum(scopes)) });

/** Who the caller is, and signing out. */
export function sessionRoutes(app: FastifyInstance, { db }: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['session'];
  routes.get(
    '/v1/session',
    { schema: { tags, summary: 'Who is asking', response: { 200: caller, ...problemResponses } } },
    async (request) => {
      const { kind, name, scopes: granted } = callerOf(request);
      return { kind, name, scopes: [...granted] };
    },
  );
  routes.delete('/v1/session', { schema: { tags, summary: 'Sign out' } }, async (request, reply) => {
    const session = request.cookies[SESSION_COOKIE];
    if (session !== undefined) await endSession(db, session);
    return reply.clearCookie(SESSION_COOKIE, { path: '/' }).code(204).send();
  });
}
