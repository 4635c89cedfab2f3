import { recogniseScan } from '../ocr/recognise-scan.ts';
import { documentsOfPages } from '../papers/documents-of-pages.ts';
import type { ReadLimits } from '../read-limits.ts';
import type { SendPages, SentPage, SentPart } from '../sent-pages.ts';
import { turnedPage } from '../turned-page.ts';
import { ImageFile } from './open-image.ts';

/**
 * Reads PNG, JPEG, WebP or TIFF by optical recognition; a TIFF may have several pages, a page several papers. Boxes are in
 * pixels.
 * @throws DocketError `image.broken`, `image.too-large`, `pdf.too-many-pages`
 */
export async function readImage(bytes: Uint8Array, limits: ReadLimits, send: SendPages): Promise<SentPart[]> {
  const image = await ImageFile.open(bytes, limits);
  const pages: SentPage[][] = [];
  for (let index = 0; index < image.pageCount; index += 1) {
    const raster = await image.raster(index);
    const papers = await recogniseScan(raster, 1, { separate: true });
    pages.push(send(papers.map(({ turn, ...paper }) => ({ ...turnedPage(raster, turn), source: 'ocr', ...paper }))));
  }
  return documentsOfPages(pages);
}
