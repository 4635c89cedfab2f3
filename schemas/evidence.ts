import { z } from 'zod';
import { box, place } from './place.ts';
import { probability, sha256 } from './primitives.ts';

/** Who vouches for a value. */
export const evidenceSource = z.enum(['xml', 'text', 'ocr', 'rule', 'specialist', 'teacher', 'llm', 'human']);
export type EvidenceSource = z.infer<typeof evidenceSource>;

/** What produced a value: a model (with its weights' hash), a rule, or a person. */
export const producer = z.object({ name: z.string(), version: z.string(), sha256: sha256.nullable() });
export type Producer = z.infer<typeof producer>;

/** A piece of a page that a value was read from. */
/**
 * One field, one evidence. `page` counts from 0; `box` is in that page's units; both null where the value has no place
 * (XML). `places` lists every piece where a value spans lines or was derived from several words.
 */
export const evidence = z.object({
  value: z.string().nullable(),
  confidence: probability,
  accepted: z.boolean(),
  source: evidenceSource,
  page: z.number().int().nonnegative().nullable(),
  box: box.nullable(),
  by: producer,
  places: z.array(place).optional(),
});
export type Evidence = z.infer<typeof evidence>;
