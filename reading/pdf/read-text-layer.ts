import type { Box, Page } from '../../schemas/words.ts';
import { orderWords, type PlacedWord } from '../order-words.ts';
import { outlinesContradict } from './glyph-outlines.ts';
import { glyphWords } from './glyph-words.ts';
import type { PdfPage } from './pdf-page.ts';

/** The text of one page, before it is decided what of it is trusted. */
export interface TextLayer {
  /** What the text layer shows. */
  shown: PlacedWord[];
  /** Words without ink over an image, as optical recognition lays them under a scan. */
  underImages: PlacedWord[];
  /** The outlines of the glyphs do not look like the characters that they are said to be. */
  contradicted: boolean;
}

const holds = (outer: Box, [x0, y0, x1, y1]: Box) => {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return x > outer[0] && x < outer[2] && y > outer[1] && y < outer[3];
};

/** The text of an open page. Text without ink that does not lie on an image is hidden from readers and left out. */
export function readTextLayer(page: PdfPage): TextLayer {
  const glyphs = page.glyphs();
  const frame: Box = [0, 0, page.width, page.height];
  const onPage = ({ box }: PlacedWord) =>
    box[2] > frame[0] && box[3] > frame[1] && box[0] < frame[2] && box[1] < frame[3];
  const hidden = glyphs.filter(({ invisible }) => invisible);
  const images = hidden.length === 0 ? [] : page.drawnContent().images;
  const seen = hidden.length === 0 ? glyphs : glyphs.filter(({ invisible }) => !invisible);
  return {
    shown: glyphWords(seen).filter(onPage),
    underImages: glyphWords(hidden).filter((word) => onPage(word) && images.some((image) => holds(image, word.box))),
    contradicted: outlinesContradict(seen),
  };
}

/** Words of a page in reading order, in points, origin top left. */
export function pageOf({ width, height }: PdfPage, words: readonly PlacedWord[]): Page {
  return { width, height, source: 'text', words: orderWords(words) };
}
