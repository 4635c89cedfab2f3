import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import { isoInstant } from '../../schemas/primitives.ts';
import { webhookSubscription } from '../../schemas/webhook.ts';
import { createSubscription, deleteSubscription, listSubscriptions } from '../../store/webhooks.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problemResponses } from '../responses.ts';
import { assertWebhookAddress } from '../webhook-address.ts';

const stored = z.object({ ...webhookSubscription.shape, id: z.string(), createdAt: isoInstant });
const idParams = z.object({ id: z.string().max(80) });

/** Webhooks: who is told when a case is accepted, rejected or waits for a person. */
export function webhookRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['webhooks'];
  const config = { scope: 'admin' } as const;

  routes.post(
    '/v1/webhooks',
    {
      config,
      schema: {
        tags,
        summary: 'Subscribe',
        description: 'Deliveries are signed after the Standard Webhooks specification. The secret is shown only here.',
        body: webhookSubscription,
        response: { 201: stored.extend({ secret: z.string() }), ...problemResponses },
      },
    },
    async ({ body }, reply) => {
      assertWebhookAddress(body.url, deps.webhookReceivers);
      return reply.code(201).send(await createSubscription(deps.db, body));
    },
  );
  routes.get(
    '/v1/webhooks',
    {
      config,
      schema: {
        tags,
        summary: 'List subscriptions',
        response: { 200: z.object({ items: z.array(stored) }), ...problemResponses },
      },
    },
    async () => ({ items: await listSubscriptions(deps.db) }),
  );
  routes.delete(
    '/v1/webhooks/:id',
    { config, schema: { tags, summary: 'Unsubscribe', params: idParams } },
    async ({ params: { id } }, reply) => {
      if (!(await deleteSubscription(deps.db, id))) {
        throw new DocketError('request.not-found', `There is no webhook ${id}`);
      }
      return reply.code(204).send();
    },
  );
}
