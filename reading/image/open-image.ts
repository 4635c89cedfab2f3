import sharp, { type Metadata, type Sharp } from 'sharp';
import { DocketError } from '../../schemas/errors.ts';
import type { Raster } from '../raster.ts';
import type { ReadLimits } from '../read-limits.ts';

sharp.cache(false);

function broken(cause: unknown): DocketError {
  return new DocketError('image.broken', 'The image cannot be decoded: it is damaged or incomplete.', { cause });
}

/** An image file whose header was read and found within the limits. Its pages are decoded one at a time. */
export class ImageFile {
  readonly pageCount: number;
  readonly #bytes: Uint8Array;
  readonly #maxPixels: number;

  private constructor(bytes: Uint8Array, pageCount: number, maxPixels: number) {
    this.#bytes = bytes;
    this.pageCount = pageCount;
    this.#maxPixels = maxPixels;
  }

  /** @throws DocketError `image.broken`, `image.too-large`, `pdf.too-many-pages` */
  static async open(bytes: Uint8Array, limits: ReadLimits): Promise<ImageFile> {
    let metadata: Metadata;
    try {
      metadata = await sharp(bytes, { limitInputPixels: false, failOn: 'error' }).metadata();
    } catch (cause) {
      throw broken(cause);
    }
    checkPixels(metadata, limits.maxPixels);
    const pageCount = metadata.format === 'tiff' ? (metadata.pages ?? 1) : 1;
    if (pageCount > limits.maxPages) {
      throw new DocketError('pdf.too-many-pages', `The file has ${pageCount} pages; the limit is ${limits.maxPages}.`);
    }
    return new ImageFile(bytes, pageCount, limits.maxPixels);
  }

  /** One page as a pipeline: upright by its EXIF orientation, on white, RGB. */
  async page(index: number): Promise<Sharp> {
    const image = sharp(this.#bytes, { page: index, limitInputPixels: this.#maxPixels, failOn: 'error' });
    try {
      checkPixels(await image.metadata(), this.#maxPixels);
    } catch (cause) {
      throw cause instanceof DocketError ? cause : broken(cause);
    }
    return image.autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
  }

  /** @throws DocketError `image.broken`, `image.too-large` */
  async raster(index: number): Promise<Raster> {
    const image = await this.page(index);
    try {
      const { data, info } = await image.removeAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, data };
    } catch (cause) {
      throw broken(cause);
    }
  }
}

function checkPixels({ width, height }: Metadata, maxPixels: number): void {
  if (width * height <= maxPixels) return;
  throw new DocketError('image.too-large', `The image has ${width} x ${height} pixels; the limit is ${maxPixels}.`);
}
