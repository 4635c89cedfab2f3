import type { Page } from '../../schemas/words.ts';
import { recognisePage } from '../ocr/recognise-page.ts';
import type { ReadLimits } from '../read-limits.ts';
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
    pages.push({ width: raster.width, height: raster.height, source: 'ocr', words: await recognisePage(raster, 1) });
    onPage();
  }
  return pages;
}
