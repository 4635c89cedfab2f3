import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { documentBounds } from '../../schemas/document-bound.ts';
import { acceptanceThreshold, weightsFile } from '../../schemas/model-card.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { InstalledModel } from '../installed-models.ts';
import { problemResponses } from '../responses.ts';

const desk = z.object({ name: z.string(), labels: z.array(z.string()), languages: z.array(z.string()) });
const model = z.object({
  name: z.string(),
  version: z.string(),
  task: z.string(),
  language: z.array(z.string()),
  labels: z.array(z.string()),
  precision: z.string(),
  parameters: z.number().int().optional(),
  licence: z.string(),
  sha256: z.string().nullable(),
  thresholds: z.record(z.string(), acceptanceThreshold),
  documentBounds: documentBounds.optional(),
});

/** What is installed: the desks that take tickets, and the models with the bounds they are held to. */
export function modelRoutes(app: FastifyInstance, { desks, models }: ApiDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['models'];
  routes.get(
    '/v1/desks',
    {
      schema: {
        tags,
        summary: 'Desks that take tickets',
        response: { 200: z.object({ items: z.array(desk) }), ...problemResponses },
      },
    },
    () => ({ items: desks() }),
  );
  routes.get(
    '/v1/models',
    {
      schema: {
        tags,
        summary: 'Installed models',
        response: { 200: z.object({ items: z.array(model) }), ...problemResponses },
      },
    },
    () => ({ items: models().map(summaryOf) }),
  );
}

function summaryOf(card: InstalledModel): z.infer<typeof model> {
  const { name, version, task, language, labels, precision, parameters, licence, documentBounds: ofDocuments } = card;
  const sha256 = card.files[weightsFile(card)]?.sha256 ?? null;
  const thresholds = card.calibration?.thresholds ?? {};
  const size = parameters === undefined ? {} : { parameters };
  const whole = ofDocuments === undefined ? {} : { documentBounds: ofDocuments };
  return { name, version, task, language, labels, precision, ...size, licence, sha256, thresholds, ...whole };
}
