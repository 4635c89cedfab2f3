import { z } from 'zod';
import { confidenceBand } from './confidence-band.ts';
import { reason } from './document.ts';
import { isoInstant } from './primitives.ts';
import { labelScore } from './ticket.ts';

/** A ticket that waits for a person, with the label that it would get. */
export const ticketSuggestion = z.object({
  caseId: z.string(),
  title: z.string(),
  desk: z.string(),
  intent: labelScore,
  band: confidenceBand,
  outOfScope: z.boolean(),
  reasons: z.array(reason),
  createdAt: isoInstant,
});
export type TicketSuggestion = z.infer<typeof ticketSuggestion>;

/** The longest-waiting tickets, and how many there are in all. */
export const ticketSuggestions = z.object({ items: z.array(ticketSuggestion), total: z.number().int() });
