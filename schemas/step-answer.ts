import { z } from 'zod';
import { extraction } from './document.ts';
import { producer } from './evidence.ts';
import { fieldNames } from './fields.ts';

/** The blob of what a step of the ladder found in a document, and the fields that it was not asked for. */
export const stepAnswer = extraction.extend({
  skipped: z.array(z.object({ field: z.enum(fieldNames), by: producer, why: z.string() })).default([]),
});
export type StepAnswer = z.infer<typeof stepAnswer>;
