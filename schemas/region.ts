import { z } from 'zod';
import { box } from './place.ts';
import { blobRef } from './primitives.ts';
import { word, wordSource } from './words.ts';

/** A part of a page that a person drew, in the page's units. */
export const regionRequest = z.strictObject({
  box: box.refine(([x0, y0, x1, y1]) => x1 > x0 && y1 > y0, 'expected [x0, y0, x1, y1] with x1 > x0 and y1 > y0'),
});

/** What stands in it: words of the page's own text, or of optical recognition where that has none there. */
export const regionReading = z.object({ text: z.string(), source: wordSource, words: z.array(word) });
export type RegionReading = z.infer<typeof regionReading>;

/** `page`: from 0 within the document of the case. */
export const regionInput = z.object({
  caseId: z.string(),
  reading: blobRef,
  part: z.number().int(),
  page: z.number().int(),
  box,
});
export type RegionInput = z.infer<typeof regionInput>;
