import type { FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';
import { processMetrics } from '../../observability/process-metrics.ts';
import { readinessMetrics } from '../../observability/readiness-metrics.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { backlogMetrics } from '../metrics/backlog.ts';
import { queueMetrics } from '../metrics/queues.ts';
import { acceptedErrorMetrics } from '../metrics/second-looks.ts';

/**
 * Counts and times requests, and answers for what lies in the database and in Redis; /metrics speaks the Prometheus text
 * format. No label holds personal data.
 */
export function addMetrics(app: FastifyInstance, deps: ApiDependencies): void {
  const registry = processMetrics();
  const requests = new Histogram({
    name: 'docket_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  readinessMetrics(registry, { isRunning: () => true, availability: deps.availability });
  queueMetrics(registry, deps);
  backlogMetrics(registry, deps);
  acceptedErrorMetrics(registry, deps);

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
