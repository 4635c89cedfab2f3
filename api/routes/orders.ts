import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { purchaseOrder } from '../../schemas/document-memory.ts';
import { DocketError } from '../../schemas/errors.ts';
import { keepOrders, listOrders, removeOrder } from '../../store/orders.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { callerOf } from '../plugins/authentication.ts';
import { problemResponses } from '../responses.ts';

const MOST_ORDERS = 5000;
const orderParams = z.object({ number: z.string().min(1).max(100) });
const page = z.object({ limit: z.coerce.number().int().min(1).max(MOST_ORDERS).default(1000) });

/** Purchase orders that invoices are matched with. */
export function orderRoutes(app: FastifyInstance, { db }: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['orders'];

  routes.post(
    '/v1/orders',
    {
      config: { scope: 'write' },
      schema: {
        tags,
        summary: 'Keep purchase orders',
        description:
          'Invoices that name one of these orders are matched with it: supplier, currency and net total, with what was ' +
          'accepted on the order before. An order with a known number replaces it.',
        body: z.strictObject({ orders: z.array(purchaseOrder).min(1).max(MOST_ORDERS) }),
        response: { 200: z.object({ kept: z.number().int() }), ...problemResponses },
      },
    },
    async (request) => ({ kept: await keepOrders(db, request.body.orders, callerOf(request).actor) }),
  );
  routes.get(
    '/v1/orders',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List purchase orders',
        querystring: page,
        response: { 200: z.object({ items: z.array(purchaseOrder) }), ...problemResponses },
      },
    },
    async ({ query }) => ({ items: await listOrders(db, query.limit) }),
  );
  routes.delete(
    '/v1/orders/:number',
    { config: { scope: 'write' }, schema: { tags, summary: 'Forget a purchase order', params: orderParams } },
    async (request, reply) => {
      const { number } = request.params;
      if (!(await removeOrder(db, number, callerOf(request).actor)))
        throw new DocketError('request.not-found', `There is no order ${number}`);
      return reply.code(204).send();
    },
  );
}
