import { z } from 'zod';
import { producer } from './evidence.ts';
import { acceptanceThreshold } from './model-card.ts';
import { labelScore, triage } from './ticket.ts';

/**
 * A piece of a ticket without which a label loses. `factor`: how many times smaller the label's odds are without it, by
 * calibrated probability (above 1). Offsets are UTF-16 code units into the text that the specialist read.
 */
export const wordWeight = z.object({
  text: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  factor: z.number().min(1),
});
export type WordWeight = z.infer<typeof wordWeight>;

/** Why a label: the pieces that weigh most for it, heaviest first; none where no single piece decides. */
export const labelReason = labelScore.extend({ words: z.array(wordWeight) });
export type LabelReason = z.infer<typeof labelReason>;

/** What a version of a desk says of texts, without a case. `thresholds`: the bounds of its card. */
export const deskTrial = z.object({
  by: producer,
  thresholds: z.record(z.string(), acceptanceThreshold),
  triages: z.array(triage),
});
export type DeskTrial = z.infer<typeof deskTrial>;

/** Why a version of a desk gives a text its labels. */
export const labelReasons = z.object({ by: producer, labels: z.array(labelReason) });
export type LabelReasons = z.infer<typeof labelReasons>;

/** What goes to the process that tries desks out, and what it says; without a version: the one that serves. */
const asked = z.object({ id: z.number().int(), desk: z.string(), version: z.string().optional() });
export const trialRequest = z.discriminatedUnion('kind', [
  asked.extend({ kind: z.literal('triage'), texts: z.array(z.string()) }),
  asked.extend({ kind: z.literal('reasons'), text: z.string(), labels: z.array(z.string()) }),
]);
export type TrialRequest = z.infer<typeof trialRequest>;

const answered = z.object({ id: z.number().int() });
export const trialAnswer = z.discriminatedUnion('kind', [
  answered.extend({ kind: z.literal('triage'), trial: deskTrial }),
  answered.extend({ kind: z.literal('reasons'), reasons: labelReasons }),
  answered.extend({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type TrialAnswer = z.infer<typeof trialAnswer>;
