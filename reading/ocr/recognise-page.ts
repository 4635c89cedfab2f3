import type { Word } from '../../schemas/words.ts';
import { orderWords, type PlacedWord } from '../order-words.ts';
import type { Raster } from '../raster.ts';
import { detectLines } from './detect-lines.ts';
import { ocrSessions } from './ocr-session.ts';
import { boxOf } from './quad.ts';
import { recogniseLines } from './recognise-lines.ts';

/**
 * The detection's regions are higher than their text: this share of them is as high as the font (measured on drawn pages
 * whose text layer gives the true boxes).
 */
const TEXT_SHARE = 0.77;

/** Reads the words of a drawn or decoded page. @param unit page units a pixel, for the boxes */
export async function recognisePage(raster: Raster, unit: number): Promise<Word[]> {
  const { detection, recognition } = await ocrSessions();
  const quads = await detectLines(raster, detection);
  const lines = await recogniseLines(raster, quads, recognition);
  const placed = quads.flatMap((quad, index): PlacedWord[] =>
    (lines[index] ?? []).map((word) => {
      const textHeight = quad.height * TEXT_SHARE;
      const [x0, y0, x1, y1] = boxOf({ ...quad, height: textHeight }, word.start, word.end);
      return {
        text: word.text,
        box: [x0 * unit, y0 * unit, x1 * unit, y1 * unit],
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
