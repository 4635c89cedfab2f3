import { DocketError } from '../schemas/errors.ts';
import type { DocumentFormat } from '../schemas/reading.ts';
import { readEmbeddedInvoices } from './pdf/embedded-invoices.ts';
import { openPdf } from './pdf/process-pdfium.ts';
import type { SentReading } from './sent-pages.ts';
import { readInvoiceFile } from './xml/read-invoice-file.ts';

async function readFromPdf(bytes: Uint8Array): Promise<Pick<SentReading, 'parts' | 'findings'>> {
  const file = await openPdf(bytes);
  try {
    const { invoices, findings } = readEmbeddedInvoices(file.attachments());
    if (invoices.length === 0) {
      const unreadable = findings.find(({ rule }) => rule === 'e-invoice.unreadable');
      throw new DocketError('xml.not-an-invoice', unreadable?.message ?? 'The PDF has no e-invoice inside.');
    }
    const parts = invoices.map((eInvoice, index) => ({ part: index + 1, pages: [], eInvoice }));
    return { parts, findings };
  } finally {
    file.close();
  }
}

/**
 * The e-invoice data of a file, and none of its pages.
 * @throws DocketError `xml.*` (`xml.not-an-invoice` also where a file of another kind carries none), `pdf.*`
 */
export async function readInvoiceData(bytes: Uint8Array, format: DocumentFormat): Promise<SentReading> {
  if (format === 'xml') return { format, ...readInvoiceFile(bytes) };
  if (format === 'pdf') return { format, ...(await readFromPdf(bytes)) };
  throw new DocketError('xml.not-an-invoice', `The file is ${format.toUpperCase()}, which carries no e-invoice.`);
}
