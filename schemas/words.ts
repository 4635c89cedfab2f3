import { z } from 'zod';
import { box } from './place.ts';

/** Where a word was read: the document's own text, or optical recognition. */
export const wordSource = z.enum(['text', 'ocr']);
export type WordSource = z.infer<typeof wordSource>;

/** One word. `line` groups words that came from one line segment of the reader. */
export const word = z.object({
  text: z.string(),
  box,
  line: z.number().int().nonnegative().optional(),
  confidence: z.number().min(0).max(1).optional(),
});
export type Word = z.infer<typeof word>;

/** Degrees, clockwise. */
export const quarterTurn = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
export type QuarterTurn = z.infer<typeof quarterTurn>;

/** One page of words in reading order. */
export const page = z.object({
  width: z.number().positive(),
  height: z.number().positive(),
  source: wordSource.default('text'),
  /** How the page of the file is turned to stand upright, where it does not; size and boxes are those of the upright page. */
  turn: quarterTurn.optional(),
  /** Where several papers lie on the page and each is a document of its own: the part of the page that is this one. */
  area: box.optional(),
  /** Which page of the file this is, from 0, where the pages of its documents do not follow one another. */
  filePage: z.number().int().nonnegative().optional(),
  words: z.array(word),
});
export type Page = z.infer<typeof page>;

/** The neutral words document (`data/FORMATS.md`): what reading delivers for every format. */
export const wordsDocument = z.object({ pages: z.array(page) });
export type WordsDocument = z.infer<typeof wordsDocument>;
