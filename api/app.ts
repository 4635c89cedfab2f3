import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { DocketError } from '../schemas/errors.ts';
import type { ApiDependencies } from './dependencies.ts';
import { addAuthentication } from './plugins/authentication.ts';
import { addJsonBody } from './plugins/json-body.ts';
import { addMetrics } from './plugins/metrics.ts';
import { addOpenApi } from './plugins/openapi.ts';
import { addProblems } from './plugins/problems.ts';
import { addSecurityHeaders } from './plugins/security-headers.ts';
import { addTracing } from './plugins/tracing.ts';
import { addWebPage } from './plugins/web-page.ts';
import { assignmentRoutes } from './routes/assignments.ts';
import { bulkTicketRoutes } from './routes/bulk-tickets.ts';
import { caseEventRoutes } from './routes/case-events.ts';
import { caseFileRoutes } from './routes/case-files.ts';
import { caseHistoryRoutes } from './routes/case-history.ts';
import { caseRoutes } from './routes/cases.ts';
import { correctionRoutes } from './routes/corrections.ts';
import { deskPreviewRoutes } from './routes/desk-preview.ts';
import { deskTrainingRoutes } from './routes/desk-training.ts';
import { documentRoutes } from './routes/documents.ts';
import { healthRoutes } from './routes/health.ts';
import { keyRoutes } from './routes/keys.ts';
import { labelReasonRoutes } from './routes/label-reasons.ts';
import { modelRoutes } from './routes/models.ts';
import { onDeviceRoutes } from './routes/on-device.ts';
import { orderRoutes } from './routes/orders.ts';
import { pageRegionRoutes } from './routes/page-regions.ts';
import { policyRoutes } from './routes/policies.ts';
import { reviewRoutes } from './routes/review.ts';
import { reviewLockRoutes } from './routes/review-locks.ts';
import { sessionRoutes } from './routes/session.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { ticketSuggestionRoutes } from './routes/ticket-suggestions.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { webhookRoutes } from './routes/webhooks.ts';

const BODY_BYTES = 1024 * 1024;

/** The API as one Fastify application; it listens to nothing and closes none of its dependencies. */
export async function createApp(deps: ApiDependencies): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: deps.log.child({}, { serializers: { req: loggedRequest } }) as FastifyBaseLogger,
    bodyLimit: BODY_BYTES,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  addTracing(app);
  addProblems(app);
  addSecurityHeaders(app);
  await app.register(cookie);
  await app.register(rateLimit, {
    max: deps.limits.requestsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { max }) =>
      new DocketError('request.rate-limited', `More than ${max} requests in a minute`),
  });
  await addOpenApi(app);
  addMetrics(app, deps);
  addJsonBody(app);
  healthRoutes(app, deps);
  signInRoutes(app, deps);
  await app.register(async (api) => {
    addAuthentication(api, deps);
    ticketRoutes(api, deps);
    ticketSuggestionRoutes(api, deps);
    orderRoutes(api, deps);
    policyRoutes(api, deps);
    correctionRoutes(api, deps);
    statisticsRoutes(api, deps);
    deskPreviewRoutes(api, deps);
    caseRoutes(api, deps);
    caseFileRoutes(api, deps);
    labelReasonRoutes(api, deps);
    pageRegionRoutes(api, deps);
    caseHistoryRoutes(api, deps);
    caseEventRoutes(api, deps);
    reviewRoutes(api, deps);
    assignmentRoutes(api, deps);
    reviewLockRoutes(api, deps);
    modelRoutes(api, deps);
    onDeviceRoutes(api, deps);
    webhookRoutes(api, deps);
    keyRoutes(api, deps);
    sessionRoutes(api, deps);
    // Each in a scope of its own, for the kinds of body that only it takes.
    await api.register((scope) => documentRoutes(scope, deps));
    await api.register(async (scope) => bulkTicketRoutes(scope, deps));
    await api.register((scope) => deskTrainingRoutes(scope, deps));
  });
  await addWebPage(app, deps.webFolder);
  return app;
}

/** What the log keeps of a request: no headers, and no query, where the token of a sign-in link would be. */
function loggedRequest({ method, url }: FastifyRequest): { method: string; url: string } {
  return { method, url: url.split('?', 1)[0] ?? '' };
}
