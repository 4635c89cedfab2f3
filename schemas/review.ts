import { z } from 'zod';
import { place } from './evidence.ts';
import { impact, urgency } from './ticket.ts';

/** A path into a result: `totalGross`, `lines.0.quantity`, `taxes.1.amount`. */
export const fieldPath = z
  .string()
  .regex(/^([a-zA-Z]+|(lines|taxes)\.\d{1,4}\.[a-zA-Z]+)$/, 'expected a field such as totalGross or lines.0.quantity');

const change = z.strictObject({
  path: fieldPath,
  /** Normalised value of the field's type, or null to say that the document has none. */
  value: z.string().nullable(),
  place: place.optional(),
});

/** Milliseconds that the person had the case open and visible, as the page measured. */
const tookMs = z
  .number()
  .int()
  .min(0)
  .max(24 * 3600 * 1000)
  .optional();

/** What a person decides on a case in review. `id` makes the decision idempotent. */
export const reviewDecision = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('approve'),
    id: z.string().min(1).max(100),
    reviewer: z.string().min(1).max(200),
    changes: z.array(change).max(2000).default([]),
    /** Tickets: the label, impact and urgency the person chose, where they differ. */
    label: z.string().optional(),
    impact: impact.optional(),
    urgency: urgency.optional(),
    tookMs,
  }),
  z.strictObject({
    action: z.literal('reject'),
    id: z.string().min(1).max(100),
    reviewer: z.string().min(1).max(200),
    reason: z.string().trim().min(1).max(2000),
    tookMs,
  }),
]);
export type ReviewDecision = z.infer<typeof reviewDecision>;
