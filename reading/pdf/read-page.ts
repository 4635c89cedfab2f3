import type { Box, Page, Word } from '../../schemas/words.ts';
import { quadOf } from '../ocr/quad.ts';
import { orderWords, type PlacedWord } from '../order-words.ts';
import type { Raster } from '../raster.ts';
import { turnedPage } from '../turned-page.ts';
import type { PdfPage } from './pdf-page.ts';
import { pageOf, readTextLayer } from './read-text-layer.ts';
import { agrees, damage, isThin, isUnreadable } from './text-quality.ts';

/** 200 dots an inch: small print has 20 pixels, and a page of A4 stays under 4 megapixels. */
const RECOGNITION_SCALE = 200 / 72;
/** Outlines from which a page without text may be lettering that was converted to curves, rather than a few rules. */
const LETTERING_PATHS = 40;
/** The part of a page's height that is recognised to measure whether its hidden text layer tells the truth. */
const SAMPLE_SHARE = 1 / 5;

const draw = (page: PdfPage, maxPixels: number): Raster => page.draw(RECOGNITION_SCALE, maxPixels);

/** Recognition is loaded with the first page that needs it. @param unit page units a pixel */
async function recognise(raster: Raster, unit: number): Promise<Word[]> {
  const { recognisePage } = await import('../ocr/recognise-page.ts');
  return recognisePage(raster, unit);
}

/** What recognition reads on a page that may have been scanned on its side, or with several papers on it. */
async function readScan(page: PdfPage, raster: Raster, separate: boolean): Promise<Page[]> {
  const { recogniseScan } = await import('../ocr/recognise-scan.ts');
  const papers = await recogniseScan(raster, page.width / raster.width, { separate });
  return papers.map(({ turn, ...paper }) => ({ ...turnedPage(page, turn), source: 'ocr', ...paper }));
}

/** The papers on a scan whose words a text layer gives. */
async function papersOfLayer(page: PdfPage, layer: readonly PlacedWord[], raster: Raster): Promise<Page[]> {
  const { separatePapers } = await import('../papers/separate-papers.ts');
  const unit = page.width / raster.width;
  const papers = await separatePapers({
    raster,
    unit,
    quads: layer.map(({ box }) => quadOf(box.map((value) => value / unit) as Box)),
    words: (some) => orderWords(some.flatMap((index) => layer[index] ?? [])),
  });
  const { width, height } = page;
  if (papers.length === 0) return [pageOf(page, layer)];
  return papers.map(({ area, words }) => ({ width, height, source: 'text', area, words }));
}

function hasDrawnContent(page: PdfPage): boolean {
  const { images, forms, paths } = page.drawnContent();
  return images.length > 0 || forms > 0 || paths >= LETTERING_PATHS;
}

/** The band of a page that holds the most words, as its upper and lower edge. */
function fullestBand(words: readonly PlacedWord[], height: number): [number, number] {
  const tall = height * SAMPLE_SHARE;
  const tops = Array.from({ length: 9 }, (_, step) => (step * (height - tall)) / 8);
  const count = (top: number) => words.filter(({ box }) => box[1] >= top && box[3] <= top + tall).length;
  const top = tops.reduce((best, next) => (count(next) > count(best) ? next : best));
  return [top, top + tall];
}

/** Whether a layer of text without ink says what the image over it shows, measured on a part of the page. */
async function isTrusted(page: PdfPage, hidden: readonly PlacedWord[], raster: Raster): Promise<boolean> {
  const [top, bottom] = fullestBand(hidden, page.height);
  const unit = page.height / raster.height;
  const [from, to] = [Math.floor(top / unit), Math.min(raster.height, Math.ceil(bottom / unit))];
  const data = raster.data.subarray(from * raster.width * 3, to * raster.width * 3);
  const recognised = await recognise({ width: raster.width, height: to - from, data }, unit);
  const inside = hidden.filter(({ box }) => box[1] >= top && box[3] <= bottom);
  return agrees(inside, recognised);
}

/** Puts what recognition reads in the place of words whose characters have no known meaning. */
function repair(page: Page, recognised: readonly Word[]): Page {
  const lost = page.words.filter(isUnreadable);
  const inLost = ({ box: [x0, y0, x1, y1] }: Word) => {
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    return lost.find(({ box }) => x > box[0] && x < box[2] && y > box[1] && y < box[3]);
  };
  const found = Map.groupBy(recognised, inLost);
  const words = page.words.flatMap((word) => {
    if (!lost.includes(word)) return [word];
    return (found.get(word) ?? []).map((read) => (word.line === undefined ? read : { ...read, line: word.line }));
  });
  return { ...page, words };
}

/**
 * Reads an open page: its text layer where that can be trusted, else what optical recognition reads on the drawn page.
 * A layer is measured against recognition where its words have no ink, where its glyphs look unlike their characters,
 * or where characters have no meaning.
 */
export async function readPage(
  page: PdfPage,
  { maxPixels, separate }: { maxPixels: number; separate: boolean },
): Promise<Page[]> {
  const { shown, underImages, contradicted } = readTextLayer(page);
  if (underImages.length > shown.length || !isThin(underImages)) {
    const raster = draw(page, maxPixels);
    if (await isTrusted(page, underImages, raster)) {
      const layer = [...shown, ...underImages];
      return separate ? papersOfLayer(page, layer, raster) : [pageOf(page, layer)];
    }
    if (isThin(shown)) return readScan(page, raster, separate);
  }
  const text = pageOf(page, shown);
  const damaged = damage(text.words);
  const thin = isThin(text.words);
  if (damaged === 'none' && !contradicted && !(thin && hasDrawnContent(page))) return [text];
  const raster = draw(page, maxPixels);
  if (thin || damaged === 'broken') {
    const scan = await readScan(page, raster, separate);
    const read = scan.reduce((sum, { words }) => sum + words.length, 0);
    return read > (damaged === 'broken' ? 0 : text.words.length) ? scan : [text];
  }
  const words = await recognise(raster, page.width / raster.width);
  if (contradicted && words.length > 0 && !agrees(text.words, words)) return [{ ...text, source: 'ocr', words }];
  return [damaged === 'partial' ? repair(text, words) : text];
}
