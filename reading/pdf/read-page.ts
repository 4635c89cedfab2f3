import type { Box } from '../../schemas/place.ts';
import type { Page, Word } from '../../schemas/words.ts';
import { quadOf } from '../ocr/quad.ts';
import { orderWords, type PlacedWord } from '../order-words.ts';
import type { Raster } from '../raster.ts';
import { turnedPage } from '../turned-page.ts';
import { holdAgainstScan } from './hold-against-scan.ts';
import type { PdfPage } from './pdf-page.ts';
import { type HiddenText, pageOf, readTextLayer, type TextLayer } from './read-text-layer.ts';
import { agrees, damage, isThin, isUnreadable } from './text-quality.ts';

/** 200 dots an inch: small print has 20 pixels, and a page of A4 stays under 4 megapixels. */
const RECOGNITION_SCALE = 200 / 72;
/** Outlines from which a page without text may be lettering that was converted to curves, rather than a few rules. */
const LETTERING_PATHS = 40;

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

/** What was read on one page of a file. */
export interface PageReading {
  /** The page, or each of several papers on it. */
  papers: Page[];
  /** Words of its text layer that were left out, as nobody sees them. */
  hidden: HiddenText;
}

interface PageOptions {
  maxPixels: number;
  separate: boolean;
}

/** The page by the words that lie under its images; null where these do not say what the images show. */
async function readUnderImages(
  page: PdfPage,
  { shown, underImages, hidden }: TextLayer,
  { maxPixels, separate }: PageOptions,
): Promise<PageReading | null> {
  const raster = draw(page, maxPixels);
  const recognised = await recognise(raster, page.width / raster.width);
  if (!agrees(underImages, recognised)) return null;
  const { words, contradicted } = holdAgainstScan(underImages, recognised);
  const layer = [...shown, ...words];
  const papers = separate ? await papersOfLayer(page, layer, raster) : [pageOf(page, layer)];
  return { papers, hidden: { ...hidden, contradicted } };
}

/** The page by the words that it shows, where they can be trusted, else by recognition. */
async function readShown(
  page: PdfPage,
  { shown, contradicted }: TextLayer,
  { maxPixels, separate }: PageOptions,
): Promise<Page[]> {
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

/**
 * Reads an open page: its text layer where that can be trusted, else what optical recognition reads on the drawn page.
 * A layer is measured against recognition where its words have no ink, where its glyphs look unlike their characters,
 * or where characters have no meaning.
 */
export async function readPage(page: PdfPage, options: PageOptions): Promise<PageReading> {
  const layer = readTextLayer(page);
  const { shown, underImages, hidden } = layer;
  if (underImages.length > shown.length || !isThin(underImages)) {
    const read = await readUnderImages(page, layer, options);
    if (read) return read;
  }
  return {
    papers: await readShown(page, layer, options),
    hidden: { ...hidden, unseen: [...hidden.unseen, ...underImages] },
  };
}
