import type { Box } from '../../schemas/place.ts';
import type { QuarterTurn, Word } from '../../schemas/words.ts';
import { separatePapers } from '../papers/separate-papers.ts';
import type { Raster } from '../raster.ts';
import { turnedBox, turnedFurther } from '../turned-page.ts';
import { cutOut } from './cut-out.ts';
import { detectLines } from './detect-lines.ts';
import { flatten } from './flatten.ts';
import { type OcrSessions, ocrSessions } from './ocr-session.ts';
import type { Quad } from './quad.ts';
import { type RecognisedLines, recognise, wordsOf } from './recognise-page.ts';
import { turnRaster } from './turn-raster.ts';
import { isUpsideDown, quarterTurn } from './upright.ts';

const oppositeOf = { 0: 180, 90: 270, 180: 0, 270: 90 } as const;

/** A page turned upright, with its lines. */
interface UprightPage {
  turn: QuarterTurn;
  level: Raster;
  read: RecognisedLines;
}

async function readUpright(raster: Raster, sessions: OcrSessions): Promise<UprightPage> {
  const quads = await detectLines(raster, sessions.detection);
  const sideways = await quarterTurn(raster, quads, sessions.recognition);
  const level = await turnRaster(raster, sideways);
  const read = await recognise(level, sessions, sideways === 0 ? quads : undefined);
  if (!(await isUpsideDown(level, read.quads, read.lines, sessions.recognition))) {
    return { turn: sideways, level, read };
  }
  const righted = await turnRaster(level, 180);
  return { turn: oppositeOf[sideways], level: righted, read: await recognise(righted, sessions) };
}

/** The words of a paper that lies on a page, read by itself. @returns boxes on the page as it is turned for the paper */
async function readPaper(
  page: Raster,
  rect: Quad,
  unit: number,
  sessions: OcrSessions,
): Promise<{ turn: QuarterTurn; words: Word[] }> {
  const { raster, left, top } = cutOut(page, rect);
  const { turn, level, read } = await readUpright(raster, sessions);
  const [x0, y0] = turnedBox([left, top, left + raster.width, top + raster.height], page, turn);
  const quads = read.quads.map((quad) => ({ ...quad, x: quad.x + x0, y: quad.y + y0 }));
  return { turn, words: wordsOf({ quads, lines: read.lines }, x0 + level.width / 2, unit) };
}

const linesOf = ({ quads, lines }: RecognisedLines, some: readonly number[]): RecognisedLines => ({
  quads: some.flatMap((line) => quads[line] ?? []),
  lines: some.map((line) => lines[line] ?? []),
});

/** The words of a page; of a photo that was taken from the side those that are read on it once it is flat. */
async function wordsOfPage({ level, read }: UprightPage, unit: number, sessions: OcrSessions): Promise<Word[]> {
  const flat = flatten(level, read.quads);
  if (!flat) return wordsOf(read, level.width / 2, unit);
  return wordsOf(await recognise(flat.raster, sessions), flat.raster.width / 2, unit, flat.onPhoto);
}

/** What recognition reads as one document: a page, or one of the papers that lie on it. */
export interface ReadPaper {
  /** Brings the page upright for this paper. */
  turn: QuarterTurn;
  /** With boxes on the upright page. */
  words: Word[];
  /** The part of the upright page that the paper covers; absent where it is the whole page. */
  area?: Box;
}

/**
 * Reads the words of a scan or photo that may lie on its side or stand on its head, or show several papers.
 * @param unit page units a pixel, for the boxes
 * @param separate whether several papers on it are several documents
 * @returns the page, or each of the papers on it
 */
export async function recogniseScan(
  raster: Raster,
  unit: number,
  { separate }: { separate: boolean },
): Promise<ReadPaper[]> {
  const sessions = await ocrSessions();
  const upright = await readUpright(raster, sessions);
  const { turn, level, read } = upright;
  const papers = separate
    ? await separatePapers({
        raster: level,
        unit,
        quads: read.quads,
        words: (some) => wordsOf(linesOf(read, some), level.width / 2, unit),
        readAgain: (rect) => readPaper(level, rect, unit, sessions),
      })
    : [];
  if (papers.length === 0) return [{ turn, words: await wordsOfPage(upright, unit, sessions) }];
  return papers.map((paper) => ({ ...paper, turn: turnedFurther(turn, paper.turn) }));
}
