import { setImmediate as nextTurn } from 'node:timers/promises';
import { DocketError } from '../../schemas/errors.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { ReadPart } from '../../schemas/reading.ts';
import type { Page } from '../../schemas/words.ts';
import { documentsOfPages } from '../papers/documents-of-pages.ts';
import type { ReadLimits } from '../read-limits.ts';
import { PdfFile } from './pdf-file.ts';
import { readPage } from './read-page.ts';

interface PageOptions {
  maxPixels: number;
  /** Whether several papers on a page are several documents. */
  separate: boolean;
  onPage: () => void;
}

async function readPages(file: PdfFile, { onPage, ...options }: PageOptions): Promise<Page[][]> {
  const pages: Page[][] = [];
  for (let index = 0; index < file.pageCount; index += 1) {
    pages.push(await file.withPage(index, (page) => readPage(page, options)));
    onPage();
    // Lets the word of this page out: PDFium itself never waits.
    await nextTurn();
  }
  return pages;
}

/**
 * Reads a PDF: its text layer, optical recognition where that is missing or not to be trusted, and its embedded e-invoice.
 * Scanned pages without an e-invoice may show several papers, which are documents of their own.
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
    const { maxPixels } = limits;
    const attachments = ignoreXml ? [] : file.attachments();
    if (attachments.length === 0) {
      const pages = await readPages(file, { maxPixels, separate: true, onPage });
      return { parts: documentsOfPages(pages), findings: [] };
    }
    const { readEmbeddedInvoices } = await import('./embedded-invoices.ts');
    const embedded = readEmbeddedInvoices(attachments);
    const separate = embedded.invoices.length === 0;
    const pages = await readPages(file, { maxPixels, separate, onPage });
    if (separate) return { parts: documentsOfPages(pages), findings: embedded.findings };
    const { readHybrid } = await import('./read-hybrid.ts');
    return readHybrid(pages.flat(), embedded);
  } finally {
    file.close();
  }
}
