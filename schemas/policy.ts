import { z } from 'zod';
import { isoInstant } from './primitives.ts';

/** The name under which documents have their policy; tickets have their desk's. */
export const DOCUMENTS = 'documents';

/**
 * What may pass without a person: nothing, what the bound vouches for, or everything that no check and no missing value
 * stops.
 */
export const automation = z.enum(['never', 'confident', 'always']);

/** What of a ticket a policy speaks of field by field; of a document, the names of its fields. */
export const ticketFields = ['intent', 'language', 'priority', 'entities'] as const;

export const policy = z.strictObject({
  automation,
  /**
   * Fields that are treated otherwise than the desk. `never`: a case with a value there goes to a person, as a
   * suggestion; `always`: doubt about the value stops nothing. Nothing is held to a bound but labels and document fields.
   */
  fields: z.record(z.string().min(1).max(60), automation).optional(),
  /**
   * Documents alone. With it a document passes by itself only where it is as sure as the bound asks: at most this share of
   * those that pass holds a wrong value. One of the levels that the model in use is certified for; absent: off.
   */
  documentBound: z.number().gt(0).lt(1).optional(),
  /** Share of what passed without a person that a person looks at afterwards, drawn by chance. */
  secondLooks: z.number().min(0).max(1),
});
export type Policy = z.infer<typeof policy>;

/** Desks whose bound was computed on data of their own kind; they ship with Docket. */
export const shippedDesks: readonly string[] = ['banking77', 'clinc150', 'customer-care', 'it-topic'];

/** Where nothing was chosen: documents and desks that ship go by their bound, a desk of own labels only suggests. */
export function startingPolicy(desk: string): Policy {
  const isShipped = desk === DOCUMENTS || shippedDesks.includes(desk);
  return { automation: isShipped ? 'confident' : 'never', secondLooks: 0.05 };
}

const watchFigures = z.object({
  /** Cases looked at. */
  looked: z.number().int(),
  /** Evidence against the bound (an e-value); the alarm is raised at 1/δ. */
  evidence: z.number(),
  /** Since when the bound counts as broken: until the alarm is cleared nothing that it governs passes without a person. */
  alarmAt: isoInstant.nullable(),
});

/** What second looks found of the bound on whole documents; `wrong`: documents with a wrong value. */
export const documentWatch = watchFigures.extend({ wrong: z.number().int() });
export type DocumentWatch = z.infer<typeof documentWatch>;

/** A desk's policy, and what second looks found so far. */
export const deskPolicy = policy.extend({
  desk: z.string(),
  ...watchFigures.shape,
  /** The sum of the shares of wrong values of the cases that were looked at. */
  errors: z.number(),
  /** Null for desks of tickets. */
  documentWatch: documentWatch.nullable(),
});
export type DeskPolicy = z.infer<typeof deskPolicy>;

/** A case that passed without a person and waits for a second look. */
export const secondLook = z.object({ caseId: z.string(), desk: z.string(), title: z.string(), openedAt: isoInstant });
export type SecondLook = z.infer<typeof secondLook>;

/** What a person found: the values that were accepted and are wrong, with what they should be. */
export const secondLookVerdict = z.strictObject({
  reviewer: z.string().trim().min(1).max(100),
  wrong: z.array(z.strictObject({ path: z.string().min(1).max(100), value: z.string().max(2000).nullable() })).max(500),
});
