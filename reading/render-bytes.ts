import sharp from 'sharp';
import { DocketError } from '../schemas/errors.ts';
import { ImageFile } from './image/open-image.ts';
import { turnRaster } from './ocr/turn-raster.ts';
import { requirePage } from './page-raster.ts';
import { openPdf } from './pdf/process-pdfium.ts';
import type { ReaderJob, RenderSize } from './reader-messages.ts';
import { turnedPage } from './turned-page.ts';

type RenderJob = Extract<ReaderJob, { kind: 'render' }>;

const scaleFor = (size: RenderSize, width: number) => ('scale' in size ? size.scale : size.maxWidth / width);

async function drawPdf({ bytes, pageIndex, turn, size, limits }: RenderJob): Promise<Uint8Array> {
  const file = await openPdf(bytes);
  try {
    requirePage(pageIndex, file.pageCount);
    const { data, width, height } = await file.withPage(pageIndex, (page) =>
      page.draw(scaleFor(size, turnedPage(page, turn).width), limits.maxPixels),
    );
    return await sharp(data, { raw: { width, height, channels: 3 } })
      .rotate(turn)
      .png()
      .toBuffer();
  } finally {
    file.close();
  }
}

async function drawImage({ bytes, pageIndex, turn, size, limits }: RenderJob): Promise<Uint8Array> {
  const file = await ImageFile.open(bytes, limits);
  requirePage(pageIndex, file.pageCount);
  const { width, height, data } = await turnRaster(await file.raster(pageIndex), turn);
  const target = Math.max(1, Math.round(width * Math.min(1, scaleFor(size, width))));
  return sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: target })
    .png()
    .toBuffer();
}

/** Draws one page as PNG in this process. @throws DocketError as `renderPage` */
export async function renderBytes(job: RenderJob): Promise<Uint8Array> {
  switch (job.format) {
    case 'pdf':
      return drawPdf(job);
    case 'png':
    case 'jpeg':
    case 'tiff':
    case 'webp':
      return drawImage(job);
    default:
      throw new DocketError('request.not-found', `A document of the format ${job.format} has no page to draw.`);
  }
}
