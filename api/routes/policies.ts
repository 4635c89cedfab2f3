import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Correction, Outcome } from '../../schemas/case.ts';
import { certifiedBounds, DOCUMENT_MODEL } from '../../schemas/document-bound.ts';
import { DocketError } from '../../schemas/errors.ts';
import { fieldNames } from '../../schemas/fields.ts';
import {
  DOCUMENTS,
  deskPolicy,
  type Policy,
  policy,
  secondLook,
  secondLookVerdict,
  ticketFields,
} from '../../schemas/policy.ts';
import { valueTypeAt } from '../../schemas/value-type.ts';
import { valueSchemas } from '../../schemas/values.ts';
import { valuesByPath } from '../../schemas/values-by-path.ts';
import { recordCorrections } from '../../store/corrections.ts';
import { getOutcome } from '../../store/outcomes.ts';
import { clearAlarm, clearDocumentAlarm, listPolicies, setPolicy } from '../../store/policies.ts';
import { decideSecondLook, openSecondLooks, SECOND_LOOK } from '../../store/second-looks.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { InstalledModel } from '../installed-models.ts';
import { callerOf } from '../plugins/authentication.ts';
import { problemResponses } from '../responses.ts';

const deskParams = z.object({ desk: z.string().min(1).max(100) });
const caseParams = z.object({ id: z.string().min(1).max(80) });
const page = z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) });

/** What may pass without a person, and second looks at what did. */
export function policyRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const { db } = deps;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['policies'];
  const known = () => [DOCUMENTS, ...deps.desks().map(({ name }) => name)];
  const requireDesk = (desk: string) => {
    if (!known().includes(desk))
      throw new DocketError('request.not-found', `There is no desk ${desk}; there are ${known().join(', ')}`);
    return desk;
  };

  routes.get(
    '/v1/policies',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List policies',
        response: { 200: z.object({ items: z.array(deskPolicy) }), ...problemResponses },
      },
    },
    async () => ({ items: await listPolicies(db, known()) }),
  );
  routes.put(
    '/v1/policies/:desk',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'Set what may pass without a person',
        description:
          '`never`, `confident` (what the bound vouches for) or `always`, for the desk and by field. `documents` is the desk of documents; there `documentBound` adds that at most this share of the documents that pass holds a wrong value. `GET /v1/models` names the levels that the model in use is certified for.',
        params: deskParams,
        body: policy,
        response: { 200: deskPolicy, ...problemResponses },
      },
    },
    async (request) => {
      const desk = requireDesk(request.params.desk);
      requireFields(desk, request.body);
      requireCertified(desk, request.body, deps.models());
      return setPolicy(db, desk, request.body, callerOf(request).actor);
    },
  );
  routes.delete(
    '/v1/policies/:desk/alarm',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'Clear the alarm',
        params: deskParams,
        response: { 200: deskPolicy, ...problemResponses },
      },
    },
    async (request) => clearAlarm(db, requireDesk(request.params.desk), callerOf(request).actor),
  );
  routes.delete(
    `/v1/policies/${DOCUMENTS}/document-alarm`,
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'Clear the alarm over whole documents',
        response: { 200: deskPolicy, ...problemResponses },
      },
    },
    async (request) => clearDocumentAlarm(db, callerOf(request).actor),
  );
  routes.get(
    '/v1/second-looks',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'Cases that wait for a second look',
        querystring: page,
        response: { 200: z.object({ items: z.array(secondLook) }), ...problemResponses },
      },
    },
    async ({ query }) => ({ items: await openSecondLooks(db, query.limit) }),
  );
  routes.post(
    '/v1/second-looks/:id',
    {
      config: { scope: 'write' },
      schema: {
        tags,
        summary: 'Say what a second look found',
        description: 'Names the accepted values that are wrong; the others count as right.',
        params: caseParams,
        body: secondLookVerdict,
        response: { 200: z.object({ caseId: z.string() }), ...problemResponses },
      },
    },
    async ({ params: { id: caseId }, body: { reviewer, wrong } }) => {
      const outcome = await getOutcome(db, caseId);
      const corrections = wrong.map(({ path, value }) => correctionOf(outcome, path, value));
      const models = outcome && outcome.kind !== 'refused' ? outcome.decision.models : [];
      await db.transaction(async (tx) => {
        await recordCorrections(tx, { caseId, decisionId: SECOND_LOOK, reviewer, corrections, models });
        await decideSecondLook(tx, { caseId, reviewer, wrong: wrong.map(({ path }) => path) });
      });
      return { caseId };
    },
  );
}

/** @throws DocketError `request.invalid` for a field that cases of the desk do not have. */
function requireFields(desk: string, { fields = {} }: Policy): void {
  const known: readonly string[] = desk === DOCUMENTS ? fieldNames : ticketFields;
  const strange = Object.keys(fields).find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new DocketError('request.invalid', `fields.${strange}: ${desk} has ${known.join(', ')}`);
}

/** @throws DocketError `request.invalid` for a bound on whole documents that the model in use is not certified for. */
function requireCertified(desk: string, chosen: Policy, models: readonly InstalledModel[]): void {
  const { documentBound } = chosen;
  if (documentBound === undefined) return;
  if (desk !== DOCUMENTS)
    throw new DocketError('request.invalid', `documentBound: ${desk} takes tickets; leave it out, ${DOCUMENTS} has it`);
  const model = models.find(({ name }) => name === DOCUMENT_MODEL);
  const levels = certifiedBounds(model?.documentBounds, chosen).map(({ alpha }) => alpha);
  if (levels.includes(documentBound)) return;
  const of = model ? `${model.name} ${model.version}` : DOCUMENT_MODEL;
  const has = levels.length === 0 ? 'has no such bound; leave it out' : `has ${levels.join(', ')}`;
  throw new DocketError('request.invalid', `documentBound: ${documentBound} is not certified; ${of} ${has}`);
}

/** @throws DocketError `review.invalid-value` for a path that the case has no value at, or a value that is none of its type. */
function correctionOf(outcome: Outcome | null, path: string, after: string | null): Correction {
  const evidence = outcome && outcome.kind !== 'refused' ? evidenceAt(outcome, path) : undefined;
  if (!evidence) throw new DocketError('review.invalid-value', `${path}: the case has no such value`);
  const type = outcome?.kind === 'document' && after !== null ? valueTypeAt(path) : undefined;
  const problem = type && valueSchemas[type].safeParse(after).error?.issues[0];
  if (problem) throw new DocketError('review.invalid-value', `${path}: ${problem.message}`);
  return { path, before: evidence.value, after, beforeSource: evidence.source };
}

function evidenceAt(outcome: Exclude<Outcome, { kind: 'refused' }>, path: string) {
  if (outcome.kind === 'document') return valuesByPath(outcome.result).get(path);
  const { label, source } = outcome.result.intent;
  return path === 'intent' ? { value: label, source } : undefined;
}
