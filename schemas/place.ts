import { z } from 'zod';

// Apart from pages and evidence, so that workflow code which checks a decision does not evaluate those.

/** [x0, y0, x1, y1] in the page's own units (points for PDF, pixels for images), origin top left. */
export const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type Box = z.infer<typeof box>;

/** A part of a page; pages count from 0. */
export const place = z.object({ page: z.number().int().nonnegative(), box });
export type Place = z.infer<typeof place>;
