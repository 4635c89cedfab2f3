import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import { isoInstant } from '../../schemas/primitives.ts';
import { savingsAssumptions, statistics, statisticsStep } from '../../schemas/statistics.ts';
import { setAssumptions } from '../../store/statistics/assumptions.ts';
import { statisticsOf } from '../../store/statistics/statistics.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { callerOf } from '../plugins/authentication.ts';
import { problemResponses } from '../responses.ts';

const DAY_MS = 24 * 3600 * 1000;
const DAYS = 30;
const MOST_DAYS = 3700;
const period = z.object({
  from: isoInstant.optional(),
  to: isoInstant.optional(),
  every: statisticsStep.default('day'),
  desk: z.string().max(80).optional(),
});

/** What became of the cases of a period, and the figures that the money saved is reckoned with. */
export function statisticsRoutes(app: FastifyInstance, { db }: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['statistics'];
  routes.get(
    '/v1/statistics',
    {
      schema: {
        tags,
        summary: 'Automation, accuracy, time and money over a period',
        description: `Instants in UTC; by default the last ${DAYS} days, day by day. \`documents\` is the desk of documents.`,
        querystring: period,
        response: { 200: statistics, ...problemResponses },
      },
    },
    ({ query: { every, desk, ...given } }) => {
      const to = given.to === undefined ? new Date() : new Date(given.to);
      const from = given.from === undefined ? new Date(to.getTime() - DAYS * DAY_MS) : new Date(given.from);
      if (from >= to) throw new DocketError('request.invalid', 'from: expected an instant before `to`');
      if (to.getTime() - from.getTime() > MOST_DAYS * DAY_MS)
        throw new DocketError('request.invalid', `from: expected at most ${MOST_DAYS} days before \`to\``);
      return statisticsOf(db, { from, to, every, desk });
    },
  );
  routes.put(
    '/v1/statistics/assumptions',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'Set what the money saved is reckoned with',
        body: savingsAssumptions,
        response: { 200: savingsAssumptions, ...problemResponses },
      },
    },
    (request) => setAssumptions(db, request.body, callerOf(request).actor),
  );
}
