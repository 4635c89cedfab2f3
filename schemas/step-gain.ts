import { z } from 'zod';
import { producer } from './evidence.ts';
import { isoInstant } from './primitives.ts';

/** The field of a ticket, and all fields of a document together. */
export const TICKET_FIELD = 'intent';
export const ALL_FIELDS = '*';

/**
 * What a larger model was worth beside a specialist: of `rows` labelled values that the specialist left in doubt, how many
 * were right before and after it was asked. `gain` = (after − before) / rows, with its 95 % interval by bootstrap over
 * groups. `agreed`: values that both named.
 */
export const stepGain = z.object({
  /** A desk, or `documents`. */
  desk: z.string(),
  /** A field of documents, `*` for all of them, `intent` for tickets. */
  field: z.string(),
  step: z.enum(['teacher', 'llm']),
  model: producer,
  beside: producer,
  rows: z.number().int().nonnegative(),
  groups: z.number().int().nonnegative(),
  before: z.number().int().nonnegative(),
  after: z.number().int().nonnegative(),
  gain: z.number(),
  low: z.number(),
  high: z.number(),
  agreed: z.object({ rows: z.number().int().nonnegative(), right: z.number().int().nonnegative() }),
  measuredAt: isoInstant,
});
export type StepGain = z.infer<typeof stepGain>;

/** `gains.json` in the folder of the models: the newest measurement of each desk, field, model and specialist. */
export const stepGains = z.object({ gains: z.array(stepGain) });
