import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { bandOf } from '../../schemas/confidence-band.ts';
import { type BandCounts, type DeskPreview, deskPreview, previewRequest } from '../../schemas/desk-preview.ts';
import type { DeskTrial } from '../../schemas/desk-trial.ts';
import { DocketError } from '../../schemas/errors.ts';
import { DOCUMENTS } from '../../schemas/policy.ts';
import { bandsOfLastDocuments, lastTicketTexts } from '../../store/desk-samples.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { problemResponses } from '../responses.ts';

const PREVIEW_BYTES = 12 * 1024 * 1024;
const params = z.object({ name: z.string().min(1).max(80) });

/** POST /v1/desks/:name/preview: how sure a desk is of a sample, before it goes live. */
export function deskPreviewRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/v1/desks/:name/preview',
    {
      bodyLimit: PREVIEW_BYTES,
      schema: {
        tags: ['desks'],
        summary: 'How sure a desk is of a sample',
        description:
          'By high, medium and low confidence: of texts (`{"texts": [...]}`) or of its last tickets (`{"last": 100}`), by the version that serves. `documents`: the values of the last documents. Nothing is kept.',
        params,
        body: previewRequest,
        response: { 200: deskPreview, ...problemResponses },
      },
    },
    async ({ params: { name }, body }) => {
      if (name === DOCUMENTS) {
        if (!('last' in body)) throw new DocketError('request.invalid', 'texts: documents are previewed by `last`');
        return ofDocuments(deps, body.last);
      }
      const texts = 'texts' in body ? body.texts : await lastTicketTexts(deps.db, name, body.last);
      return ofTickets(name, await deps.office.trials.triage(name, texts));
    },
  );
}

function ofTickets(desk: string, { by, thresholds, triages }: DeskTrial): DeskPreview {
  const bound = thresholds['*'];
  const bands: BandCounts = { high: 0, medium: 0, low: 0 };
  for (const { label, outOfScope } of triages) bands[bandOf(label.confidence, bound, outOfScope)] += 1;
  return { desk, by, n: triages.length, bands, fields: [{ field: 'intent', ...bands }], bound: bound ?? null };
}

async function ofDocuments({ db, models }: ApiDependencies, last: number): Promise<DeskPreview> {
  const { cases, fields } = await bandsOfLastDocuments(db, last);
  const bands = fields.reduce(
    (sum, { high, medium, low }) => ({ high: sum.high + high, medium: sum.medium + medium, low: sum.low + low }),
    { high: 0, medium: 0, low: 0 },
  );
  const card = models().find(({ name }) => name === 'invoice');
  return { desk: DOCUMENTS, by: null, n: cases, bands, fields, bound: card?.calibration?.thresholds['*'] ?? null };
}
