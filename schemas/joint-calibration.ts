import { z } from 'zod';
import { documentBounds } from './document-bound.ts';
import { acceptanceThreshold } from './model-card.ts';
import { sha256 } from './primitives.ts';

/** Fields that share weights. `identifiers`: numbers of invoices, orders, accounts and taxes, and the currency. */
export const evidenceGroup = z.enum(['totals', 'lines', 'taxes', 'dates', 'texts', 'identifiers']);
export type EvidenceGroup = z.infer<typeof evidenceGroup>;

/**
 * Log-odds of the joint confidence = `confidence` × log-odds of what the model says + `closes` or `fails` where the sums
 * that a value stands in do or do not + `recognised` where its page was read by recognition + `shift`. The signs are held:
 * a closing sum never lowers, a failing one and recognition never raise.
 */
export const evidenceWeights = z.object({
  confidence: z.number().nonnegative(),
  closes: z.number().nonnegative(),
  fails: z.number().nonpositive(),
  recognised: z.number().nonpositive(),
  shift: z.number(),
});
export type EvidenceWeights = z.infer<typeof evidenceWeights>;

/**
 * `joint.json` beside the weights of a document specialist: one confidence from all that speaks for a value, learnt on
 * papers of their own, and the bounds that it keeps on others. It holds for these weights alone.
 */
export const jointCalibration = z.looseObject({
  version: z.string(),
  of: z.object({ name: z.string(), version: z.string(), sha256 }),
  /** Values and independent groups that the weights were learnt from. */
  n: z.number().int().nonnegative(),
  groups: z.number().int().nonnegative(),
  split: z.string(),
  weights: z.partialRecord(evidenceGroup, evidenceWeights),
  thresholds: z.record(z.string(), acceptanceThreshold),
  /** Absent in files that were learnt before there were bounds on whole documents. */
  documents: documentBounds.optional(),
});
export type JointCalibration = z.infer<typeof jointCalibration>;

/** What of it is stamped into a decision: enough to run it again; the thresholds stand beside it. */
export const jointStamp = jointCalibration.pick({ version: true, weights: true }).extend({
  /** Of the file. */
  sha256,
});
export type JointStamp = z.infer<typeof jointStamp>;
