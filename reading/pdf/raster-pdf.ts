import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { DocketError } from '../../schemas/errors.ts';
import type { Raster } from '../raster.ts';

/** Outlines from which a page without text may be lettering that was converted to curves, rather than a few rules. */
const LETTERING_PATHS = 40;

/** PDFium is started with the first page that has to be drawn. */
let library: Promise<PDFiumLibrary> | null = null;

function toRgb(bgra: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((bgra.length / 4) * 3);
  for (let from = 0, to = 0; from < bgra.length; from += 4, to += 3) {
    rgb[to] = bgra[from + 2] ?? 0;
    rgb[to + 1] = bgra[from + 1] ?? 0;
    rgb[to + 2] = bgra[from] ?? 0;
  }
  return rgb;
}

/** A PDF that is open for drawing. End it with `close`. */
export class PdfCanvas {
  readonly #document: PDFiumDocument;

  private constructor(document: PDFiumDocument) {
    this.#document = document;
  }

  /** @throws DocketError `pdf.encrypted`, `pdf.broken` */
  static async open(bytes: Uint8Array): Promise<PdfCanvas> {
    library ??= PDFiumLibrary.init();
    try {
      return new PdfCanvas(await (await library).loadDocument(bytes));
    } catch (cause) {
      const locked = cause instanceof Error && /password/i.test(cause.message);
      throw locked
        ? new DocketError('pdf.encrypted', 'The PDF is encrypted and asks for a password.', { cause })
        : new DocketError('pdf.broken', 'The PDF cannot be opened for drawing: its structure is damaged.', { cause });
    }
  }

  get pageCount(): number {
    return this.#document.getPageCount();
  }

  /** Width and height of a page in points, its rotation applied. */
  pageSize(index: number): { width: number; height: number } {
    const { originalWidth: width, originalHeight: height } = this.#document.getPage(index).getOriginalSize();
    return { width, height };
  }

  /** Whether a page holds an image, a nested drawing, or enough outlines to be lettering: ink that is not text. */
  hasDrawnContent(index: number): boolean {
    let paths = 0;
    for (const { type } of this.#document.getPage(index).objects()) {
      if (type === 'image' || type === 'form') return true;
      if (type === 'path') paths += 1;
      if (paths >= LETTERING_PATHS) return true;
    }
    return false;
  }

  /** Draws a page with `scale` pixels a point, or fewer where that would exceed `maxPixels`. */
  async draw(index: number, scale: number, maxPixels: number): Promise<Raster> {
    const { width, height } = this.pageSize(index);
    const fitting = Math.min(scale, Math.sqrt(maxPixels / Math.max(1, width * height)));
    const page = this.#document.getPage(index);
    const drawn = await page.render({ scale: fitting, render: async ({ data }) => data, renderFormFields: true });
    return { width: drawn.width, height: drawn.height, data: toRgb(drawn.data) };
  }

  close(): void {
    this.#document.destroy();
  }
}
