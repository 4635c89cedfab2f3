import { z } from 'zod';

/**
 * One business term (BT-*) as it stands in the source. `text` has its white space normalised and may be empty: rules tell
 * an empty element from a missing one, and judge the lexical form. Dates in the syntax's own form are ISO 8601; what is no
 * date stays as written.
 */
export const occurrence = z.object({
  text: z.string(),
  /** The place below its group, such as "cbc:ID": the group's `where`, a slash and this make an XPath. */
  at: z.string(),
  /** Identification scheme (`schemeID`), or list of a classification code (`listID`). */
  scheme: z.string().optional(),
  /** UN/ECE Recommendation 20 or 21 code of a quantity. */
  unit: z.string().optional(),
  /** ISO 4217 code of an amount. */
  currency: z.string().optional(),
});
export type Occurrence = z.infer<typeof occurrence>;

/** A term that the standard allows once, with the further ones that a source may have nevertheless. */
export const term = occurrence.extend({ others: z.array(occurrence).optional() });
export type Term = z.infer<typeof term>;

/** What every business group (BG-*) has: its place in the source, an XPath with the usual prefixes. */
export const group = z.object({ where: z.string() });
export type Group = z.infer<typeof group>;
