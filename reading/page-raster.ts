import { DocketError } from '../schemas/errors.ts';
import type { DocumentFormat } from '../schemas/reading.ts';
import type { QuarterTurn } from '../schemas/words.ts';
import { ImageFile } from './image/open-image.ts';
import { turnRaster } from './ocr/turn-raster.ts';
import { openPdf } from './pdf/process-pdfium.ts';
import type { Raster } from './raster.ts';
import type { ReadLimits } from './read-limits.ts';

/** @throws DocketError `request.not-found` for a page that is not there */
export function requirePage(index: number, count: number): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw new DocketError('request.not-found', `The document has no page ${index + 1}; it has ${count}.`);
}

/**
 * A page as upright pixels.
 * @param scale pixels a unit of a PDF page; an image has its own
 * @returns `unit`: page units a pixel
 */
export async function pageRaster(
  page: { bytes: Uint8Array; format: DocumentFormat; pageIndex: number; turn: QuarterTurn; limits: ReadLimits },
  scale: number,
): Promise<{ raster: Raster; unit: number }> {
  const { bytes, format, pageIndex, turn, limits } = page;
  switch (format) {
    case 'pdf': {
      const file = await openPdf(bytes);
      try {
        requirePage(pageIndex, file.pageCount);
        const drawn = await file.withPage(pageIndex, (one) => ({
          raster: one.draw(scale, limits.maxPixels),
          width: one.width,
        }));
        const unit = drawn.width / drawn.raster.width;
        return { raster: await turnRaster(drawn.raster, turn), unit };
      } finally {
        file.close();
      }
    }
    case 'png':
    case 'jpeg':
    case 'tiff':
    case 'webp': {
      const file = await ImageFile.open(bytes, limits);
      requirePage(pageIndex, file.pageCount);
      return { raster: await turnRaster(await file.raster(pageIndex), turn), unit: 1 };
    }
    default:
      throw new DocketError('request.not-found', `A document of the format ${format} has no page to draw.`);
  }
}
