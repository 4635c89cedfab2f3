import sharp from 'sharp';
import type { Box } from '../schemas/place.ts';
import type { Word } from '../schemas/words.ts';
import { ocrSessions } from './ocr/ocr-session.ts';
import { quadOf } from './ocr/quad.ts';
import { recognise, recognisePage, wordsOf } from './ocr/recognise-page.ts';
import { pageRaster } from './page-raster.ts';
import type { Raster } from './raster.ts';
import type { ReaderJob } from './reader-messages.ts';

type RegionJob = Extract<ReaderJob, { kind: 'region' }>;

/** Pixels a point: small print is looked at more closely than on a whole page. */
const SCALE = 4;
/** White round the part, in pixels: letters that touch an edge are found and read worse. */
const MARGIN = 24;

/** The part of a page as pixels, on white. */
async function cut(page: Raster, [left, top, right, bottom]: Box): Promise<Raster> {
  const { data, info } = await sharp(page.data, { raw: { width: page.width, height: page.height, channels: 3 } })
    .extract({ left, top, width: right - left, height: bottom - top })
    .extend({ top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** The words in pixels; a part in which no line is found is taken for one line. */
async function recognised(part: Raster): Promise<Word[]> {
  const words = await recognisePage(part, 1);
  if (words.length > 0) return words;
  const line = quadOf([MARGIN, MARGIN, part.width - MARGIN, part.height - MARGIN]);
  return wordsOf(await recognise(part, await ocrSessions(), [line]), part.width / 2, 1);
}

/** Reads a part of a page by optical recognition in this process. @throws DocketError as `readRegion` */
export async function regionWords(job: RegionJob): Promise<Word[]> {
  const { raster, unit } = await pageRaster(job, SCALE);
  const [x0, y0, x1, y1] = job.box.map((value) => value / unit) as Box;
  const left = Math.min(raster.width - 1, Math.max(0, Math.floor(x0)));
  const top = Math.min(raster.height - 1, Math.max(0, Math.floor(y0)));
  const right = Math.max(left + 1, Math.min(raster.width, Math.ceil(x1)));
  const bottom = Math.max(top + 1, Math.min(raster.height, Math.ceil(y1)));
  const words = await recognised(await cut(raster, [left, top, right, bottom]));
  const onPage = ([a, b, c, d]: Box): Box => [
    (a - MARGIN + left) * unit,
    (b - MARGIN + top) * unit,
    (c - MARGIN + left) * unit,
    (d - MARGIN + top) * unit,
  ];
  return words.map((word) => ({ ...word, box: onPage(word.box) }));
}
