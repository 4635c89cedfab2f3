import { z } from 'zod';
import { measuredShare } from './desk-report.ts';

/** `serving.json` beside the versions of a model: which one answers, and how it came to that, newest last. */
export const serving = z.object({
  version: z.string(),
  history: z.array(z.object({ version: z.string(), at: z.string(), why: z.string() })),
});
export type Serving = z.infer<typeof serving>;

/**
 * `comparison.json` of a version: itself against the version that served when it was trained, on rows that neither learned
 * from. `p`: exact McNemar test.
 */
export const comparison = z.object({
  champion: z.string(),
  rows: z.number().int(),
  champions: measuredShare,
  challengers: measuredShare,
  p: z.number(),
  /** Labels that only one of the two knows. */
  newLabels: z.array(z.string()),
  lostLabels: z.array(z.string()),
  verdict: z.enum(['better', 'not-worse', 'worse', 'too-few-rows']),
  serves: z.boolean(),
  sentence: z.string(),
});
export type Comparison = z.infer<typeof comparison>;
