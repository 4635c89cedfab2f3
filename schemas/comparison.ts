import { z } from 'zod';
import { fieldNames } from './fields.ts';
import { place } from './place.ts';

/**
 * `same`: the value stands on the page. `differs`: it does not, though its like is printed. `not-printed`: the page says
 * nothing of it.
 */
export const comparisonVerdict = z.enum(['same', 'differs', 'not-printed']);
export type ComparisonVerdict = z.infer<typeof comparisonVerdict>;

/** One value of an embedded e-invoice held against the pages that carry it. */
export const comparedValue = z.object({
  field: z.enum(fieldNames),
  /** What the e-invoice states. */
  stated: z.string(),
  verdict: comparisonVerdict,
  /** Where the stated value stands. */
  places: z.array(place),
  /** Values of the same type that the pages print and the e-invoice does not state, the likeliest first. */
  shown: z.array(z.object({ value: z.string(), places: z.array(place) })),
});
export type ComparedValue = z.infer<typeof comparedValue>;
