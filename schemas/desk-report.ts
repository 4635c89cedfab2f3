import { z } from 'zod';
import { acceptanceThreshold } from './model-card.ts';

/** A share of `n` rows with its exact interval of 95 % (Clopper and Pearson). */
export const measuredShare = z.object({ value: z.number(), low: z.number(), high: z.number(), n: z.number().int() });
export type MeasuredShare = z.infer<typeof measuredShare>;

/** A line of the data that the user should know of; null: the whole file. */
export const rowNote = z.object({ line: z.number().int().nullable(), message: z.string() });

/** What a desk of a user's own labels is worth, measured on rows that it did not learn from. */
export const deskReport = z.object({
  kind: z.enum(['quick', 'full']),
  rows: z.object({
    given: z.number().int(),
    empty: z.number().int(),
    duplicates: z.number().int(),
    learned: z.number().int(),
    judged: z.number().int(),
  }),
  /** `held-out`: rows kept back. `cross-fitted`: every row, each by a model of the other folds. */
  judgedBy: z.enum(['held-out', 'cross-fitted']),
  labels: z.number().int(),
  accuracy: measuredShare,
  /** TF-IDF and a linear SVM, learned from and judged on the same rows. `p`: exact McNemar test of the difference. */
  baseline: z.object({ name: z.string(), accuracy: measuredShare, p: z.number() }),
  calibrationError: z.number(),
  /** What is accepted without a person, by the bound that the desk is held to and by looser ones. */
  acceptance: acceptanceThreshold,
  looser: z.array(acceptanceThreshold),
  worstLabels: z.array(
    z.object({ label: z.string(), right: z.number().int(), n: z.number().int(), takenFor: z.string() }),
  ),
  warnings: z.array(rowNote),
  /** What to do next, as sentences. */
  advice: z.array(z.string()),
});
export type DeskReport = z.infer<typeof deskReport>;
