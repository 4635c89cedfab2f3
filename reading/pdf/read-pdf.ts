import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { DocketError } from '../../schemas/errors.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { ReadPart } from '../../schemas/reading.ts';
import type { Page } from '../../schemas/words.ts';
import { compareWithPages } from '../compare/compare-page.ts';
import { recognisePage } from '../ocr/recognise-page.ts';
import type { ReadLimits } from '../read-limits.ts';
import { readEmbeddedInvoices } from './embedded-invoices.ts';
import { openPdf } from './open-pdf.ts';
import { PdfCanvas } from './raster-pdf.ts';
import { readTextLayer } from './read-text-layer.ts';
import { needsRecognition } from './text-quality.ts';

/** 200 dots an inch: small print has 20 pixels, and a page of A4 stays under 4 megapixels. */
const RECOGNITION_SCALE = 200 / 72;

async function readPages(document: PDFDocumentProxy, onPage: () => void): Promise<Page[]> {
  const pages: Page[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    pages.push(await readTextLayer(page));
    page.cleanup();
    onPage();
  }
  return pages;
}

/** Replaces pages without a usable text layer by what optical recognition reads on them, in points. */
async function recogniseImagePages(
  bytes: Uint8Array,
  pages: Page[],
  limits: ReadLimits,
  onPage: () => void,
): Promise<Page[]> {
  if (!pages.some(needsRecognition)) return pages;
  const canvas = await PdfCanvas.open(bytes);
  try {
    const read: Page[] = [];
    for (const [index, page] of pages.entries()) {
      if (!needsRecognition(page) || !canvas.hasDrawnContent(index)) {
        read.push(page);
        continue;
      }
      const raster = await canvas.draw(index, RECOGNITION_SCALE, limits.maxPixels);
      const words = await recognisePage(raster, page.width / raster.width);
      read.push(words.length > page.words.length ? { ...page, source: 'ocr', words } : page);
      onPage();
    }
    return read;
  } finally {
    canvas.close();
  }
}

/**
 * Reads a PDF: its text layer, optical recognition where it has none, and its embedded e-invoice.
 * @throws DocketError `pdf.encrypted`, `pdf.broken`, `pdf.too-many-pages`
 */
export async function readPdf(
  bytes: Uint8Array,
  options: { limits: ReadLimits; ignoreXml: boolean; onPage: () => void },
): Promise<{ parts: ReadPart[]; findings: Finding[] }> {
  const { limits, ignoreXml, onPage } = options;
  const document = await openPdf(bytes, limits.maxPages);
  try {
    const embedded = ignoreXml ? { invoices: [], findings: [] } : await readEmbeddedInvoices(document);
    const pages = await recogniseImagePages(bytes, await readPages(document, onPage), limits, onPage);
    const compared = embedded.invoices.map((invoice) => ({ invoice, ...compareWithPages(invoice, pages) }));
    const [first, ...others] = compared.filter(({ same }) => same);
    const parts: ReadPart[] = [
      { part: 1, pages, eInvoice: first?.invoice ?? null, ...(first ? { comparison: first.values } : {}) },
      ...others.map(({ invoice }, index) => ({ part: index + 2, pages: [], eInvoice: invoice })),
    ];
    return { parts, findings: [...embedded.findings, ...compared.flatMap(({ findings }) => findings)] };
  } catch (cause) {
    if (cause instanceof DocketError) throw cause;
    throw new DocketError('pdf.broken', 'A page of the PDF cannot be read: its content is damaged.', { cause });
  } finally {
    await document.loadingTask.destroy();
  }
}
