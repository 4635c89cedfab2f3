import type { QuarterTurn } from '../../schemas/words.ts';
import type { Raster } from '../raster.ts';
import type { LineWord } from './decode-ctc.ts';
import type { OcrSession } from './ocr-session.ts';
import type { Quad } from './quad.ts';
import { lineConfidence, recogniseLines } from './recognise-lines.ts';

/** Lines at least this much longer than high show which way the text runs. */
const TELLING_SHAPE = 2.5;
/** Lines that are read both ways to learn which side is up. */
const PROBES = 6;
/** A page whose lines are read with less than this confidence may stand on its head. */
const SURE = 0.85;
/** By so much a page must be read better the other way round: noise reads about as badly both ways. */
const BETTER = 0.1;

const isTelling = (quad: Quad) => quad.width > TELLING_SHAPE * quad.height;
const isUpended = (quad: Quad) => quad.height > TELLING_SHAPE * quad.width;
const flipped = (quad: Quad): Quad => ({ ...quad, ux: -quad.ux, uy: -quad.uy });
/** The same rectangle with its text running down the page. */
const runningDown = (quad: Quad): Quad => ({
  ...quad,
  ux: -quad.uy,
  uy: quad.ux,
  width: quad.height,
  height: quad.width,
});

/** Some lines of middle length: they tell enough and cost little. */
function probesOf(telling: readonly Quad[]): Quad[] {
  const sorted = telling.toSorted((a, b) => a.width / a.height - b.width / b.height);
  const begin = Math.max(0, Math.floor((sorted.length - PROBES) / 2));
  return sorted.slice(begin, begin + PROBES);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

async function probe(raster: Raster, quads: readonly Quad[], recognition: OcrSession): Promise<number> {
  const lines = await recogniseLines(raster, quads, recognition);
  return mean(lines.map(lineConfidence));
}

/**
 * The quarter turn that brings a page's text to run from left to right, as far as its lines alone show: 0 where it does
 * already, else the better read of 90 and 270 degrees.
 */
export async function quarterTurn(
  raster: Raster,
  quads: readonly Quad[],
  recognition: OcrSession,
): Promise<QuarterTurn> {
  const upended = quads.filter(isUpended).map(runningDown);
  const length = (some: readonly Quad[]) => some.reduce((sum, { width }) => sum + width, 0);
  if (length(upended) <= length(quads.filter(isTelling))) return 0;
  const probes = probesOf(upended);
  const down = await probe(raster, probes, recognition);
  const up = await probe(raster, probes.map(flipped), recognition);
  return down >= up ? 270 : 90;
}

/** Whether a page whose lines were read as `lines` is read better upside down. */
export async function isUpsideDown(
  raster: Raster,
  quads: readonly Quad[],
  lines: readonly LineWord[][],
  recognition: OcrSession,
): Promise<boolean> {
  const telling = quads.flatMap((quad, index) => (isTelling(quad) ? [lineConfidence(lines[index] ?? [])] : []));
  if (telling.length === 0 || mean(telling) >= SURE) return false;
  const probes = probesOf(quads.filter(isTelling));
  const asIs = mean(probes.map((quad) => lineConfidence(lines[quads.indexOf(quad)] ?? [])));
  return (await probe(raster, probes.map(flipped), recognition)) > asIs + BETTER;
}
