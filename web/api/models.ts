import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { documentBounds } from '../../schemas/document-bound.ts';
import { acceptanceThreshold } from '../../schemas/model-card.ts';
import { getJson } from './request.ts';

/** What a model card shows on the page. */
const modelSummary = z.looseObject({
  name: z.string(),
  version: z.string(),
  task: z.string(),
  language: z.array(z.string()).default([]),
  labels: z.array(z.string()).default([]),
  precision: z.string().optional(),
  parameters: z.number().optional(),
  licence: z.string().optional(),
  sha256: z.string().nullish(),
  thresholds: z.record(z.string(), acceptanceThreshold).optional(),
  documentBounds: documentBounds.optional(),
});
export type ModelSummary = z.infer<typeof modelSummary>;

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => getJson('/v1/models', z.object({ items: z.array(modelSummary) }), signal),
  staleTime: 60_000,
});
