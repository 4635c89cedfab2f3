import type { Box, QuarterTurn, Word } from '../../schemas/words.ts';
import { orderWords, type PlacedWord } from '../order-words.ts';
import type { Raster } from '../raster.ts';
import type { LineWord } from './decode-ctc.ts';
import { detectLines } from './detect-lines.ts';
import { type OcrSessions, ocrSessions } from './ocr-session.ts';
import { boxOf, type Quad } from './quad.ts';
import { recogniseLines } from './recognise-lines.ts';
import { levelBox, pageSlant } from './skew.ts';
import { turnRaster } from './turn-raster.ts';
import { isUpsideDown, quarterTurn } from './upright.ts';

/**
 * The detection's regions are higher than their text: this share of them is as high as the font (measured on drawn pages
 * whose text layer gives the true boxes).
 */
const TEXT_SHARE = 0.77;

const oppositeOf = { 0: 180, 90: 270, 180: 0, 270: 90 } as const;

const scaled = ([x0, y0, x1, y1]: Box, unit: number): Box => [x0 * unit, y0 * unit, x1 * unit, y1 * unit];

/** A page as recognition reads it: its lines, and the words of each. */
interface RecognisedLines {
  quads: Quad[];
  lines: LineWord[][];
}

async function recognise(
  raster: Raster,
  { detection, recognition }: OcrSessions,
  found?: Quad[],
): Promise<RecognisedLines> {
  const quads = found ?? (await detectLines(raster, detection));
  return { quads, lines: await recogniseLines(raster, quads, recognition) };
}

function wordsOf({ quads, lines }: RecognisedLines, width: number, unit: number): Word[] {
  const slant = pageSlant(quads, width / 2);
  const placed = quads.flatMap((quad, index): PlacedWord[] =>
    (lines[index] ?? []).map((word) => {
      const textHeight = quad.height * TEXT_SHARE;
      const box = boxOf({ ...quad, height: textHeight }, word.start, word.end);
      return {
        text: word.text,
        box: scaled(box, unit),
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
  return wordsOf(await recognise(raster, await ocrSessions()), raster.width, unit);
}

/**
 * Reads the words of a scan or photo that may lie on its side or stand on its head.
 * @param unit page units a pixel, for the boxes
 * @returns the turn that brings the page upright, and words with boxes on the upright page
 */
export async function recogniseScan(raster: Raster, unit: number): Promise<{ turn: QuarterTurn; words: Word[] }> {
  const sessions = await ocrSessions();
  const quads = await detectLines(raster, sessions.detection);
  const sideways = await quarterTurn(raster, quads, sessions.recognition);
  const level = await turnRaster(raster, sideways);
  const read = await recognise(level, sessions, sideways === 0 ? quads : undefined);
  if (!(await isUpsideDown(level, read.quads, read.lines, sessions.recognition))) {
    return { turn: sideways, words: wordsOf(read, level.width, unit) };
  }
  const righted = await turnRaster(level, 180);
  return { turn: oppositeOf[sideways], words: wordsOf(await recognise(righted, sessions), righted.width, unit) };
}
