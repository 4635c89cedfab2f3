import { z } from 'zod';
import { impact, urgency } from './impact-and-urgency.ts';
import { place } from './place.ts';

/** Values a decision changes at most: a long invoice's lines, each with all its columns. */
const MOST_CHANGES = 5000;
const MOST_ROWS = 2000;

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

/**
 * The rows of a table as they shall stand, each by the number that paths call it by: below the number of rows that were
 * found it is that row, from there on a new one. A row that is not named is removed.
 */
const rowOrder = z
  .array(z.number().int().min(0).max(9999))
  .max(MOST_ROWS)
  .refine((rows) => new Set(rows).size === rows.length, 'expected every row once');
export const rowOrders = z.strictObject({ lines: rowOrder.optional(), taxes: rowOrder.optional() });
export type RowOrders = z.infer<typeof rowOrders>;

const approval = z
  .strictObject({
    action: z.literal('approve'),
    id: z.string().min(1).max(100),
    reviewer: z.string().min(1).max(200),
    changes: z.array(change).max(MOST_CHANGES).default([]),
    /** Tables whose rows were added to, removed or put in another order; the others keep their rows. */
    rows: rowOrders.optional(),
    /** Tickets: the label, impact and urgency the person chose, where they differ. */
    label: z.string().optional(),
    impact: impact.optional(),
    urgency: urgency.optional(),
    tookMs,
  })
  .superRefine(({ changes, rows }, context) => {
    for (const [index, { path }] of changes.entries()) {
      const [table = '', row] = path.split('.');
      const order = table === 'lines' ? rows?.lines : table === 'taxes' ? rows?.taxes : undefined;
      if (order === undefined || row === undefined || order.includes(Number(row))) continue;
      context.addIssue({
        code: 'custom',
        path: ['changes', index, 'path'],
        message: `${path}: rows.${table} does not name this row`,
      });
    }
  });

/** What a person decides on a case in review. `id` makes the decision idempotent. */
export const reviewDecision = z.discriminatedUnion('action', [
  approval,
  z.strictObject({
    action: z.literal('reject'),
    id: z.string().min(1).max(100),
    reviewer: z.string().min(1).max(200),
    reason: z.string().trim().min(1).max(2000),
    tookMs,
  }),
]);
export type ReviewDecision = z.infer<typeof reviewDecision>;
