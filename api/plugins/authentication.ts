import type { FastifyInstance, FastifyRequest } from 'fastify';
import { within } from '../../observability/within.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Scope } from '../../store/keys.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Principal, principalOf, requireSameOrigin } from '../principal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
  interface FastifyContextConfig {
    /** What a caller needs; by default `read` to read and `write` to change. */
    scope?: Scope;
  }
}

const DEADLINE_MS = 1500;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets only callers in who have a key or session with the route's scope. */
export function addAuthentication(app: FastifyInstance, { db, availability, publicUrl }: ApiDependencies): void {
  app.decorateRequest('principal', null);
  app.addHook('onRequest', async (request) => {
    await availability.require('database');
    const message = 'The database does not answer';
    const principal = await within(DEADLINE_MS, 'unavailable.database', message, principalOf(db, request));
    const isSafe = safeMethods.has(request.method);
    if (principal.kind === 'session' && !isSafe) requireSameOrigin(request, publicUrl);
    const needed = request.routeOptions.config.scope ?? (isSafe ? 'read' : 'write');
    if (!principal.scopes.includes(needed)) {
      throw new DocketError('request.forbidden', `This needs a key with the scope "${needed}"`);
    }
    request.principal = principal;
  });
}

/** The caller of a route behind authentication. */
export function callerOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new DocketError('request.unauthorized', 'The request has no caller');
  return request.principal;
}
