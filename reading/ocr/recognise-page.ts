import type { Box, Word } from '../../schemas/words.ts';
import { orderWords, type PlacedWord } from '../order-words.ts';
import type { Raster } from '../raster.ts';
import { detectLines } from './detect-lines.ts';
import { ocrSessions } from './ocr-session.ts';
import { boxOf } from './quad.ts';
import { recogniseLines } from './recognise-lines.ts';
import { levelBox, pageSlope } from './skew.ts';

/**
 * The detection's regions are higher than their text: this share of them is as high as the font (measured on drawn pages
 * whose text layer gives the true boxes).
 */
const TEXT_SHARE = 0.77;

const scaled = ([x0, y0, x1, y1]: Box, unit: number): Box => [x0 * unit, y0 * unit, x1 * unit, y1 * unit];

/** Reads the words of a drawn or decoded page. @param unit page units a pixel, for the boxes */
export async function recognisePage(raster: Raster, unit: number): Promise<Word[]> {
  const { detection, recognition } = await ocrSessions();
  const quads = await detectLines(raster, detection);
  const lines = await recogniseLines(raster, quads, recognition);
  const slope = pageSlope(quads);
  const placed = quads.flatMap((quad, index): PlacedWord[] =>
    (lines[index] ?? []).map((word) => {
      const textHeight = quad.height * TEXT_SHARE;
      const box = boxOf({ ...quad, height: textHeight }, word.start, word.end);
      return {
        text: word.text,
        box: scaled(box, unit),
        level: scaled(levelBox(box, textHeight, slope), unit),
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
