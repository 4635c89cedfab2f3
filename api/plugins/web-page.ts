import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { DocketError } from '../../schemas/errors.ts';
import { sendProblem } from './problems.ts';

/** Serves the built page; an address of the page's own (no file, no API) gets its index. All else is a 404 problem. */
export async function addWebPage(app: FastifyInstance, folder: string | null): Promise<void> {
  const hasPage = folder !== null && existsSync(join(folder, 'index.html'));
  if (hasPage) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      preCompressed: true,
      setHeaders: (response, path) => {
        const isHashed = /\/(assets|on-device)\/[^/]+-[\w-]{8,}\.\w+(\.br)?$/.test(path);
        response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const isPage = request.method === 'GET' && !/^\/(v1|docs)(\/|$)/.test(path) && !/\.\w+$/.test(path);
    if (hasPage && isPage && request.headers.accept?.includes('text/html')) return reply.sendFile('index.html');
    return sendProblem(
      new DocketError('request.not-found', `There is nothing at ${request.method} ${path}`),
      request,
      reply,
    );
  });
}
