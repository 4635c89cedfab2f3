import { INVOICE_LINES, INVOICE_NUMBER } from './samples.ts';
import { textPdf } from './text-pdf.ts';

/**
 * The sample invoice as a PDF with a text layer. `mark` makes each file, and so each case, a new one; with a `number` of
 * its own it is another invoice and no duplicate.
 */
export function invoicePdf(mark: string, number = INVOICE_NUMBER): Uint8Array<ArrayBuffer> {
  const lines = INVOICE_LINES.map(([x, y, line]) => [x, y, line.replace(INVOICE_NUMBER, number)] as const);
  return textPdf([...lines, [50, 820, `Ref ${mark}`]]);
}
