import type { Box } from '../../schemas/place.ts';
import type { Word } from '../../schemas/words.ts';
import { orderWords, type PlacedWord } from '../order-words.ts';
import type { Raster } from '../raster.ts';
import type { LineWord } from './decode-ctc.ts';
import { detectLines } from './detect-lines.ts';
import { type OcrSessions, ocrSessions } from './ocr-session.ts';
import { boxOf, type Quad } from './quad.ts';
import { recogniseLines } from './recognise-lines.ts';
import { levelBox, pageSlant } from './skew.ts';

/**
 * The detection's regions are higher than their text: this share of them is as high as the font (measured on drawn pages
 * whose text layer gives the true boxes).
 */
const TEXT_SHARE = 0.77;

const scaled = ([x0, y0, x1, y1]: Box, unit: number): Box => [x0 * unit, y0 * unit, x1 * unit, y1 * unit];

/** A page as recognition reads it: its lines, and the words of each. */
export interface RecognisedLines {
  quads: Quad[];
  lines: LineWord[][];
}

/** Reads the lines of a page, those that were found on it already where they are given. */
export async function recognise(
  raster: Raster,
  { detection, recognition }: OcrSessions,
  found?: Quad[],
): Promise<RecognisedLines> {
  const quads = found ?? (await detectLines(raster, detection));
  return { quads, lines: await recogniseLines(raster, quads, recognition) };
}

/**
 * The words of some lines in reading order.
 * @param middle of their page, in pixels from its left
 * @param unit page units a pixel
 * @param onPage where a box lies on the page, both in pixels, if the lines were read elsewhere
 */
export function wordsOf(
  { quads, lines }: RecognisedLines,
  middle: number,
  unit: number,
  onPage = (box: Box): Box => box,
): Word[] {
  const slant = pageSlant(quads, middle);
  const placed = quads.flatMap((quad, index): PlacedWord[] =>
    (lines[index] ?? []).map((word) => {
      const textHeight = quad.height * TEXT_SHARE;
      const box = boxOf({ ...quad, height: textHeight }, word.start, word.end);
      return {
        text: word.text,
        box: scaled(onPage(box), unit),
        level: scaled(levelBox(box, textHeight, slant), unit),
        size: textHeight * unit,
        upright: true,
        touchesNext: false,
        touchesPrevious: false,
        confidence: word.confidence,
      };
    }),
  );
  return orderWords(placed);
}

/** Reads the words of a page that stands upright. @param unit page units a pixel, for the boxes */
export async function recognisePage(raster: Raster, unit: number): Promise<Word[]> {
  return wordsOf(await recognise(raster, await ocrSessions()), raster.width / 2, unit);
}
