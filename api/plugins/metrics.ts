import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { countCases } from '../../store/cases.ts';
import { outboxDepth } from '../../store/webhooks.ts';
import { parts } from '../availability.ts';
import type { ApiDependencies } from '../dependencies.ts';

/** Counts and times requests; /metrics answers in the Prometheus text format. No label holds personal data. */
export function addMetrics(app: FastifyInstance, { db, availability }: ApiDependencies): void {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'docket_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const up = new Gauge({ name: 'docket_part_up', help: '1: the part answers', labelNames: ['part'], registers });
  const cases = new Gauge({ name: 'docket_cases', help: 'Cases by state', labelNames: ['kind', 'state'], registers });
  const outbox = new Gauge({ name: 'docket_webhooks_waiting', help: 'Webhook events to deliver', registers });

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    for (const part of parts) up.set({ part }, (await availability.problem(part)) === null ? 1 : 0);
    cases.reset();
    if ((await availability.problem('database')) === null) {
      for (const { kind, state, count } of await countCases(db)) cases.set({ kind, state }, count);
      outbox.set(await outboxDepth(db));
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
