import type { Page } from '../../schemas/words.ts';
import { recogniseScan } from '../ocr/recognise-page.ts';
import type { ReadLimits } from '../read-limits.ts';
import { turnedPage } from '../turned-page.ts';
import { ImageFile } from './open-image.ts';

/**
 * Reads PNG, JPEG, WebP or TIFF by optical recognition; a TIFF may have several pages. Boxes are in pixels.
 * @throws DocketError `image.broken`, `image.too-large`, `pdf.too-many-pages`
 */
export async function readImage(bytes: Uint8Array, limits: ReadLimits, onPage: () => void): Promise<Page[]> {
  const image = await ImageFile.open(bytes, limits);
  const pages: Page[] = [];
  for (let index = 0; index < image.pageCount; index += 1) {
    const raster = await image.raster(index);
    const { turn, words } = await recogniseScan(raster, 1);
    pages.push({ ...turnedPage(raster, turn), source: 'ocr', words });
    onPage();
  }
  return pages;
}
