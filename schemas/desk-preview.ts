import { z } from 'zod';
import { producer } from './evidence.ts';
import { acceptanceThreshold } from './model-card.ts';
import { TICKET_TEXT_LIMIT } from './ticket.ts';

const MOST_TEXTS = 500;

/** A sample to see a desk at work on before it goes live: texts of one's own, or the last cases that came. */
export const previewRequest = z.union([
  z.strictObject({ texts: z.array(z.string().trim().min(1).max(TICKET_TEXT_LIMIT)).min(1).max(MOST_TEXTS) }),
  z.strictObject({ last: z.number().int().min(1).max(MOST_TEXTS) }),
]);
export type PreviewRequest = z.infer<typeof previewRequest>;

const bandCounts = z.object({ high: z.number().int(), medium: z.number().int(), low: z.number().int() });
export type BandCounts = z.infer<typeof bandCounts>;

/** What peers ask of a model before it goes live: shares of its answers. */
export const PEERS_ASK = { high: 0.3, medium: 0.6 } as const;

export const deskPreview = z.object({
  desk: z.string(),
  /** The version that answered; null for documents, whose cases each name their own. */
  by: producer.nullable(),
  /** Texts or cases of the sample. */
  n: z.number().int(),
  /** Labels of texts, or values of documents, by confidence. */
  bands: bandCounts,
  /** Of a ticket its intent; of documents each field that was found. */
  fields: z.array(bandCounts.extend({ field: z.string() })),
  /** From where on confidence is high, and what that is worth. */
  bound: acceptanceThreshold.nullable(),
});
export type DeskPreview = z.infer<typeof deskPreview>;
