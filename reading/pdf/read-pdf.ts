import { setImmediate as nextTurn } from 'node:timers/promises';
import { DocketError } from '../../schemas/errors.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { ReadPart } from '../../schemas/reading.ts';
import type { Page } from '../../schemas/words.ts';
import type { ReadLimits } from '../read-limits.ts';
import { PdfFile } from './pdf-file.ts';
import { readPage } from './read-page.ts';

async function readPages(file: PdfFile, maxPixels: number, onPage: () => void): Promise<Page[]> {
  const pages: Page[] = [];
  for (let index = 0; index < file.pageCount; index += 1) {
    pages.push(await file.withPage(index, (page) => readPage(page, maxPixels)));
    onPage();
    // Lets the word of this page out: PDFium itself never waits.
    await nextTurn();
  }
  return pages;
}

/**
 * Reads a PDF: its text layer, optical recognition where that is missing or not to be trusted, and its embedded e-invoice.
 * @throws DocketError `pdf.encrypted`, `pdf.broken`, `pdf.too-many-pages`
 */
export async function readPdf(
  bytes: Uint8Array,
  options: { limits: ReadLimits; ignoreXml: boolean; onPage: () => void },
): Promise<{ parts: ReadPart[]; findings: Finding[] }> {
  const { limits, ignoreXml, onPage } = options;
  const file = await PdfFile.open(bytes);
  try {
    if (file.pageCount > limits.maxPages) {
      throw new DocketError(
        'pdf.too-many-pages',
        `The PDF has ${file.pageCount} pages; the limit is ${limits.maxPages}.`,
      );
    }
    const attachments = ignoreXml ? [] : file.attachments();
    const pages = await readPages(file, limits.maxPixels, onPage);
    if (attachments.length === 0) return { parts: [{ part: 1, pages, eInvoice: null }], findings: [] };
    const { readHybrid } = await import('./read-hybrid.ts');
    return readHybrid(pages, attachments);
  } finally {
    file.close();
  }
}
