import { DocketError } from '../../schemas/errors.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Page } from '../../schemas/words.ts';
import { documentsOfPages } from '../papers/documents-of-pages.ts';
import type { ReadLimits } from '../read-limits.ts';
import type { SendPages, SentPage, SentPart } from '../sent-pages.ts';
import { hiddenTextFindings } from './hidden-text.ts';
import type { PageRecognition } from './page-recognition.ts';
import { PdfFile } from './pdf-file.ts';
import type { PdfiumSource } from './pdfium.ts';
import { readPage } from './read-page.ts';

/** What reading a PDF rests on, where it happens. */
export interface PdfTools {
  pdfium: PdfiumSource;
  recognition: PageRecognition;
  /** Lets others have their turn between two pages: PDFium itself never waits. */
  pause(): Promise<void>;
}

interface PageOptions {
  maxPixels: number;
  /** Whether several papers on a page are several documents. */
  separate: boolean;
  send: SendPages;
  tools: PdfTools;
}

async function readPages(
  file: PdfFile,
  { send, tools, ...options }: PageOptions,
): Promise<{ pages: SentPage[][]; findings: Finding[] }> {
  const pages: SentPage[][] = [];
  const findings: Finding[] = [];
  for (let index = 0; index < file.pageCount; index += 1) {
    const { papers, hidden } = await file.withPage(index, (page) =>
      readPage(page, { ...options, recognition: tools.recognition }),
    );
    pages.push(send(papers));
    findings.push(...hiddenTextFindings(hidden, index + 1));
    await tools.pause();
  }
  return { pages, findings };
}

/**
 * Reads a PDF: its text layer, optical recognition where that is missing or not to be trusted, and its embedded e-invoice.
 * Scanned pages without an e-invoice may show several papers, which are documents of their own.
 * @throws DocketError `pdf.encrypted`, `pdf.broken`, `pdf.too-many-pages`
 */
export async function readPdf(
  bytes: Uint8Array,
  options: { limits: Pick<ReadLimits, 'maxPages' | 'maxPixels'>; ignoreXml: boolean; send: SendPages },
  tools: PdfTools,
): Promise<{ parts: SentPart[]; findings: Finding[] }> {
  const { limits, ignoreXml, send } = options;
  const file = await PdfFile.open(bytes, tools.pdfium);
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
      const { pages, findings } = await readPages(file, { maxPixels, separate: true, send, tools });
      return { parts: documentsOfPages(pages), findings };
    }
    const { readEmbeddedInvoices } = await import('./embedded-invoices.ts');
    const embedded = readEmbeddedInvoices(attachments);
    if (embedded.invoices.length === 0) {
      const { pages, findings } = await readPages(file, { maxPixels, separate: true, send, tools });
      return { parts: documentsOfPages(pages), findings: [...embedded.findings, ...findings] };
    }
    const compared: Page[] = [];
    const keep: SendPages = (pages) => {
      compared.push(...pages);
      return send(pages);
    };
    const { pages, findings } = await readPages(file, { maxPixels, separate: false, send: keep, tools });
    const { readHybrid } = await import('./read-hybrid.ts');
    const hybrid = readHybrid({ sent: pages.flat(), pages: compared }, embedded);
    return { ...hybrid, findings: [...hybrid.findings, ...findings] };
  } finally {
    file.close();
  }
}
