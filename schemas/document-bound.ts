import { z } from 'zod';
import { isComputed } from './deciding-fields.ts';
import type { Evidence } from './evidence.ts';
import { fieldNames } from './fields.ts';
import { type AcceptanceThreshold, acceptanceThreshold } from './model-card.ts';
import type { Policy } from './policy.ts';

/** The model whose values documents consist of. */
export const DOCUMENT_MODEL = 'invoice';

/**
 * How sure a document is as a whole, of the confidences of the values that decide it: the smallest of them, or their product,
 * which is the probability that all are right if they were independent.
 */
export const documentScore = z.enum(['least', 'product']);

/** The automation that a bound was computed for: what passes by the bounds of its values, or also what is only in doubt. */
export const boundAutomation = z.enum(['confident', 'always']);
export type BoundAutomation = z.infer<typeof boundAutomation>;

/**
 * Of the documents that pass and whose score reaches `threshold`, the share with a wrong value among `fields` is at most
 * `alpha` with probability `1 - delta`. `n` and `groups` count all documents it rests on; `coverage` is the share of them
 * that pass so.
 */
export const documentBounds = z.object({
  score: documentScore,
  fields: z.array(z.enum(fieldNames)).min(1),
  /** Whether pages that were read by recognition are among what the bounds rest on. */
  recognised: z.boolean().default(false),
  bounds: z.record(boundAutomation, z.array(acceptanceThreshold)),
});
export type DocumentBounds = z.infer<typeof documentBounds>;

/** Doubt about a value stops nothing where the desk or a field of it always automates: such bounds speak of these. */
export const boundAutomationOf = ({
  automation,
  fields = {},
}: Pick<Policy, 'automation' | 'fields'>): BoundAutomation =>
  [automation, ...Object.values(fields)].includes('always') ? 'always' : 'confident';

/** The bounds that a policy can choose from: those that hold with some threshold. */
export const certifiedBounds = (
  documents: DocumentBounds | undefined,
  policy: Pick<Policy, 'automation' | 'fields'>,
): AcceptanceThreshold[] =>
  documents?.bounds[boundAutomationOf(policy)].filter(({ threshold }) => threshold !== null) ?? [];

/** The bound on whole documents that a decision was held to; `threshold` is null where no such bound is certified. */
export const documentBoundStamp = acceptanceThreshold.omit({ mediumFrom: true }).extend({
  automation: boundAutomation,
  fields: z.array(z.enum(fieldNames)),
  score: documentScore,
  /** What the document reached; null where the bound does not speak of it: of a value that decides, or of how it was read. */
  reached: z.number().min(0).max(1).nullable(),
});
export type DocumentBoundStamp = z.infer<typeof documentBoundStamp>;

/** Whether the bound speaks of the value at `path`: of a header field that decides and was read, not computed. */
export const isVouchedFor = (
  { fields }: Pick<DocumentBoundStamp, 'fields'>,
  path: string,
  evidence: Evidence,
): boolean => fields.some((name) => name === path && !isComputed(name, evidence));
