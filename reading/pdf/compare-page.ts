import type { Finding } from '../../schemas/finding.ts';
import type { EInvoice } from '../../schemas/reading.ts';
import type { Page } from '../../schemas/words.ts';

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Whether an amount stands in a text, whatever its separators: "1234.50" as "1.234,50", "1 234.50" or "1234.5". */
function holdsAmount(text: string, amount: string): boolean | null {
  if (!/^-?\d{1,15}(\.\d{1,4})?$/.test(amount)) return null;
  const [whole = '', cents = ''] = amount.replace('-', '').split('.');
  const digits = whole.split('').join("[ .,'’]?");
  const fraction = /^0*$/.test(cents) ? '([.,]\\s?0+)?' : `[.,]\\s?${cents.replace(/0$/, '0?')}`;
  return new RegExp(`(?<!\\d)${digits}${fraction}(?!\\d)`, 'u').test(text);
}

/** The fields of an e-invoice that identify it and do not stand on the pages it comes with. */
function missingOnPages(invoice: EInvoice, pages: Page[]): { checked: string[]; missing: string[] } {
  const text = pages.flatMap((page) => page.words.map((word) => word.text)).join(' ');
  const folded = fold(text);
  const { invoiceNumber, sellerName, totalGross } = invoice.fields;
  const stands: [string, boolean | null][] = [
    ['invoiceNumber', invoiceNumber === undefined ? null : folded.includes(fold(invoiceNumber))],
    ['sellerName', sellerName === undefined ? null : folded.includes(fold(sellerName))],
    ['totalGross', totalGross === undefined ? null : holdsAmount(text, totalGross)],
  ];
  const checked = stands.filter(([, found]) => found !== null).map(([field]) => field);
  return { checked, missing: stands.filter(([, found]) => found === false).map(([field]) => field) };
}

/**
 * Compares an embedded e-invoice with the pages it is embedded in. `same` is false where nothing that identifies it
 * stands on them: then it is the data of another document.
 */
export function compareWithPages(invoice: EInvoice, pages: Page[]): { same: boolean; findings: Finding[] } {
  if (pages.every((page) => page.words.length === 0)) return { same: true, findings: [] };
  const { checked, missing } = missingOnPages(invoice, pages);
  const same = checked.length < 2 || missing.length < checked.length;
  if (!same) {
    const message = `The embedded e-invoice ${invoice.fields.invoiceNumber ?? ''} belongs to another document than the pages; the pages were read.`;
    return { same, findings: [{ rule: 'e-invoice.other-document', severity: 'error', message, fields: [] }] };
  }
  const findings = missing
    .filter((field) => field !== 'sellerName')
    .map((field): Finding => {
      const value = field === 'totalGross' ? invoice.fields.totalGross : invoice.fields.invoiceNumber;
      const message = `The page does not show the ${field} of the embedded e-invoice, ${value}.`;
      return { rule: 'e-invoice.page-differs', severity: 'error', message, fields: [field] };
    });
  return { same, findings };
}
