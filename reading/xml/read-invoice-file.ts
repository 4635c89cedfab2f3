import type { SentReading } from '../sent-pages.ts';
import { typeCodeFindings } from './e-invoice-findings.ts';
import { readEInvoices } from './read-e-invoice.ts';

/** An XML file on its own: each of its invoices is a part without pages. @throws DocketError `xml.*` */
export function readInvoiceFile(bytes: Uint8Array): Pick<SentReading, 'parts' | 'findings'> {
  const invoices = readEInvoices(bytes);
  const parts = invoices.map((eInvoice, index) => ({ part: index + 1, pages: [], eInvoice }));
  return { parts, findings: typeCodeFindings(invoices) };
}
