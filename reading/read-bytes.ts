import { DocketError } from '../schemas/errors.ts';
import type { Reading, ReadPart } from '../schemas/reading.ts';
import { readHtml } from './html/read-html.ts';
import { readText } from './html/read-text.ts';
import { readImage } from './image/read-image.ts';
import { readDocx } from './office/read-docx.ts';
import { readXlsx } from './office/read-xlsx.ts';
import { readPdf } from './pdf/read-pdf.ts';
import type { ReaderJob } from './reader-messages.ts';
import { readWords } from './words/read-words.ts';
import { typeCodeFindings } from './xml/e-invoice-findings.ts';
import { readEInvoices } from './xml/read-e-invoice.ts';

type ReadJob = Extract<ReaderJob, { kind: 'read' }>;

const onePart = (pages: ReadPart['pages']): ReadPart[] => [{ part: 1, pages, eInvoice: null }];

async function readByFormat({ bytes, format, ignoreXml, limits }: ReadJob, onPage: () => void): Promise<Reading> {
  switch (format) {
    case 'pdf':
      return { format, ...(await readPdf(bytes, { limits, ignoreXml, onPage })) };
    case 'xml': {
      const invoices = readEInvoices(bytes);
      const parts = invoices.map((eInvoice, index) => ({ part: index + 1, pages: [], eInvoice }));
      return { format, parts, findings: typeCodeFindings(invoices) };
    }
    case 'words':
      return { format, parts: onePart(readWords(bytes, limits)), findings: [] };
    case 'docx':
      return { format, parts: onePart(await readDocx(bytes, limits)), findings: [] };
    case 'xlsx':
      return { format, parts: onePart(await readXlsx(bytes, limits)), findings: [] };
    case 'html':
      return { format, parts: onePart(readHtml(bytes, limits)), findings: [] };
    case 'text':
      return { format, parts: onePart(readText(bytes, limits)), findings: [] };
    default:
      return { format, parts: onePart(await readImage(bytes, limits, onPage)), findings: [] };
  }
}

/** Reads a file of a known format in this process; `onPage` hears of each page.  @throws DocketError as `readDocument`, and `reading.no-text` */
export async function readBytes(job: ReadJob, onPage: () => void): Promise<Reading> {
  const reading = await readByFormat(job, onPage);
  const hasContent = reading.parts.some(
    (part) => part.eInvoice !== null || part.pages.some((page) => page.words.length > 0),
  );
  if (!hasContent) throw new DocketError('reading.no-text', 'No words were found on any page.');
  return reading;
}
