import type { QuarterTurn, Word } from '../../schemas/words.ts';
import type { Quad } from '../ocr/quad.ts';
import type { Raster } from '../raster.ts';

/** A page as it was read, before it is known whether one paper lies on it or several. */
export interface PageText {
  raster: Raster;
  /** Page units a pixel. */
  unit: number;
  /** Its lines or words, in pixels; some may hold no text, or text that lies too askew to be read. */
  quads: readonly Quad[];
  /** Words in reading order of some of the quads, given by their indices. */
  words(lines: readonly number[]): Word[];
  /** Reads the paper in a rectangle by itself, however it lies. */
  readAgain?(rect: Quad): Promise<TurnedWords>;
}

/** Words, and how their page is turned further for them to stand upright; boxes are those of the turned page. */
export interface TurnedWords {
  turn: QuarterTurn;
  words: Word[];
}

/** One of several papers: the rectangle it covers on the page, in pixels, before that is turned further. */
export interface FoundPaper extends TurnedWords {
  rect: Quad;
}
