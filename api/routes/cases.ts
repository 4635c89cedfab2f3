import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { auditEntry } from '../../schemas/audit.ts';
import { caseDetail, caseKind, caseState, caseSummary } from '../../schemas/case.ts';
import { DocketError } from '../../schemas/errors.ts';
import { caseOrder } from '../../schemas/review-queue.ts';
import { auditOf } from '../../store/audit.ts';
import { getCase, listCases, requireCase } from '../../store/cases.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problemResponses } from '../responses.ts';
import { caseParams } from './case-params.ts';

const PAGE_SIZE = 50;
const filter = z.object({
  kind: caseKind.optional(),
  state: caseState.optional(),
  desk: z.string().max(80).optional(),
  parentId: z.string().max(80).optional(),
  escalated: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
  unlocked: z.stringbool().optional(),
  assignee: z.string().trim().min(1).max(200).optional(),
  for: z.string().trim().min(1).max(200).optional(),
  order: caseOrder.default('newest'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(PAGE_SIZE),
});
const casePage = z.object({ items: z.array(caseSummary), next: z.string().nullable() });
const auditPage = z.object({ items: z.array(auditEntry) });

/** Reading cases: the list, one case, its entries in the audit chain. */
export function caseRoutes(app: FastifyInstance, { db }: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['cases'];

  routes.get(
    '/v1/cases',
    {
      schema: {
        tags,
        summary: 'List cases',
        description:
          'Newest first, or with `order=urgency` what waits for review, the most urgent first (docs/review.md). `unlocked=true` leaves out what somebody works on, `assignee=NAME` names one person’s cases, `for=NAME` theirs and those that are nobody’s.',
        querystring: filter,
        response: { 200: casePage, ...problemResponses },
      },
    },
    (request) => listCases(db, request.query),
  );

  routes.get(
    '/v1/cases/:id',
    {
      schema: {
        tags,
        summary: 'A case with its outcome',
        params: caseParams,
        response: { 200: caseDetail, ...problemResponses },
      },
    },
    async ({ params: { id } }) => {
      const found = await getCase(db, id);
      if (found === null) throw new DocketError('request.not-found', `There is no case ${id}`);
      return found;
    },
  );

  routes.get(
    '/v1/cases/:id/audit',
    {
      schema: {
        tags,
        summary: 'What the audit chain says of a case',
        params: caseParams,
        response: { 200: auditPage, ...problemResponses },
      },
    },
    async ({ params: { id } }) => {
      await requireCase(db, id);
      return { items: await auditOf(db, id) };
    },
  );
}
