import { z } from 'zod';
import { correction } from './case.ts';
import { documentKind } from './document.ts';
import { producer } from './evidence.ts';
import { impact, urgency } from './impact-and-urgency.ts';
import { place } from './place.ts';
import { isoInstant } from './primitives.ts';
import { page } from './words.ts';

/** How a person came to decide: a case in doubt, or one drawn by chance from those that passed without a person. */
export const decisionOrigin = z.enum(['review', 'second-look']);

/** Values were set right; all were right as found; or the case was turned down, which says nothing of its values. */
export const decisionVerdict = z.enum(['corrected', 'confirmed', 'rejected']);

/** What a person decided on a case. `models` are those whose values were looked at. */
export const decidedRow = z.object({
  id: z.string(),
  origin: decisionOrigin,
  verdict: decisionVerdict,
  reviewer: z.string(),
  at: isoInstant,
  /** Of a rejection. */
  reason: z.string().optional(),
  models: z.array(producer),
  /** As they were decided; a row that a person emptied still counts in their paths. */
  corrections: z.array(correction),
});

/** A row as `docket train tickets --data` takes it; `label` is empty where no person vouches for one. */
export const ticketRow = decidedRow.extend({
  case: z.literal('ticket'),
  desk: z.string(),
  text: z.string(),
  label: z.string(),
  impact,
  urgency,
});
export type TicketRow = z.infer<typeof ticketRow>;

const values = z.record(z.string(), z.string());

/**
 * A row as the training of documents reads it. `truth` holds what a person vouches for, in the vocabulary of documents;
 * `places` where it was read, by path (`totalGross`, `lines.0.quantity`), as far as that is known; `absent` the fields
 * that a person says the document has not. A rejected document has pages and no truth.
 */
export const documentRow = decidedRow.extend({
  case: z.literal('document'),
  fileName: z.string(),
  kind: documentKind,
  language: z.string().nullable(),
  pages: z.array(page),
  truth: z.record(z.string(), z.union([z.string(), z.array(values)])),
  places: z.record(z.string(), z.array(place)),
  absent: z.array(z.string()),
});
export type DocumentRow = z.infer<typeof documentRow>;

/** A decided case that teaches nothing, and why. */
export const leftOutRow = decidedRow.pick({ id: true, origin: true, verdict: true }).extend({
  case: z.enum(['document', 'ticket']),
  error: z.object({ code: z.string(), message: z.string() }),
});
export type LeftOutRow = z.infer<typeof leftOutRow>;

export type TrainingRow = TicketRow | DocumentRow | LeftOutRow;
