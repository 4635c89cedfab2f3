import type { FastifyInstance } from 'fastify';
import { parts } from '../../observability/availability.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { ApiDependencies } from '../dependencies.ts';

/** /healthz: the process lives. /readyz: every part behind it answers; 503 names the ones that do not. */
export function healthRoutes(app: FastifyInstance, { availability }: ApiDependencies): void {
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async () => {
    const away = await availability.away();
    const [first] = away;
    if (first !== undefined) throw new DocketError(`unavailable.${first}`, `Not ready: ${away.join(', ')}`);
    return { status: 'ok', parts: Object.fromEntries(parts.map((part) => [part, 'ok'])) };
  });
}
