import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import { findSession, redeemSignInToken } from '../../store/sessions.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { SESSION_COOKIE } from '../principal.ts';

/**
 * GET /sign-in?token=…: turns the link's token into a session cookie and goes on to the page. A browser with a link that
 * no longer holds is shown the page that says what to do.
 */
export function signInRoutes(app: FastifyInstance, { db, availability, publicUrl }: ApiDependencies): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/sign-in',
    {
      config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: { hide: true, querystring: z.object({ token: z.string().max(200).default('') }) },
    },
    async (request, reply) => {
      await availability.require('database');
      const redeemed = await redeemSignInToken(db, request.query.token);
      if (redeemed !== null) {
        reply.setCookie(SESSION_COOKIE, redeemed.session, {
          path: '/',
          httpOnly: true,
          sameSite: 'strict',
          secure: publicUrl?.startsWith('https:') ?? false,
          expires: redeemed.expiresAt,
        });
        return reply.redirect('/', 303);
      }
      const session = request.cookies[SESSION_COOKIE];
      if (session !== undefined && (await findSession(db, session)) !== null) return reply.redirect('/', 303);
      if (request.headers.accept?.includes('text/html')) return reply.redirect('/signed-out?link=used', 303);
      throw new DocketError(
        'request.unauthorized',
        'This sign-in link was used before or is older than an hour; the next start of the service prints a new one',
      );
    },
  );
}
