import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import { document, isUbl, lines, totals } from '../groups.ts';
import { type BusinessRule, isFilled, rule } from '../rule.ts';

const start = ({ periods }: EnInvoice) => periods;
const linePeriods = (invoice: EnInvoice) => lines(invoice).flatMap(({ periods }) => periods);

const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}/.test(text);

/** Neither end missing, the end lies not before the start. */
function isOrdered({ start, end }: EnInvoice['periods'][number]): boolean {
  if (start === undefined || end === undefined) return true;
  return isDate(start.text) && isDate(end.text) && end.text.slice(0, 10) >= start.text.slice(0, 10);
}

function hasTaxInAccountingCurrency({ taxCurrency, vatTotals, currency, syntax }: EnInvoice): boolean {
  if (taxCurrency === undefined) return true;
  if (syntax === 'CII' && taxCurrency.text === currency?.text) return false;
  return vatTotals.some(({ amount }) => amount?.currency === taxCurrency.text);
}

/** What every invoice states about itself: BR-01 to BR-16, periods, references and supporting documents. */
export const documentRules: readonly BusinessRule[] = [
  rule(
    'BR-01',
    document,
    (i) => isFilled(i.specification),
    'The specification identifier (BT-24) is missing. State the specification that the invoice follows.',
  ),
  rule('BR-02', document, (i) => isFilled(i.number), 'The invoice number (BT-1) is missing. Add it.', {
    fields: ['invoiceNumber'],
  }),
  rule('BR-03', document, (i) => isFilled(i.issueDate), 'The invoice issue date (BT-2) is missing. Add it.', {
    fields: ['issueDate'],
  }),
  rule(
    'BR-04',
    document,
    (i) => isFilled(i.typeCode),
    'The invoice type code (BT-3) is missing. Add it, such as 380 for an invoice or 381 for a credit note.',
  ),
  rule(
    'BR-05',
    document,
    (i) => isFilled(i.currency),
    'The invoice currency code (BT-5) is missing. Add it, such as EUR.',
    { fields: ['currency'] },
  ),
  rule('BR-06', document, (i) => isFilled(i.seller?.name), 'The seller name (BT-27) is missing. Add it.', {
    fields: ['sellerName'],
  }),
  rule('BR-07', document, (i) => isFilled(i.buyer?.name), 'The buyer name (BT-44) is missing. Add it.', {
    fields: ['buyerName'],
  }),
  rule(
    'BR-08',
    document,
    (i) => i.seller?.address !== undefined,
    'The seller postal address (BG-5) is missing. Add it.',
    { fields: ['sellerAddress'] },
  ),
  rule(
    'BR-10',
    document,
    (i) => i.buyer?.address !== undefined,
    'The buyer postal address (BG-8) is missing. Add it.',
    { fields: ['buyerAddress'] },
  ),
  rule(
    'BR-12',
    totals,
    ({ lines }) => lines !== undefined,
    'The sum of invoice line net amounts (BT-106) is missing. Add it.',
  ),
  rule('BR-13', totals, ({ net }) => net !== undefined, 'The invoice total without VAT (BT-109) is missing. Add it.', {
    fields: ['totalNet'],
  }),
  rule('BR-14', totals, ({ gross }) => gross !== undefined, 'The invoice total with VAT (BT-112) is missing. Add it.', {
    fields: ['totalGross'],
  }),
  rule('BR-15', totals, ({ due }) => due !== undefined, 'The amount due for payment (BT-115) is missing. Add it.', {
    fields: ['amountDue'],
  }),
  rule('BR-16', document, ({ lines }) => lines.length > 0, 'The invoice has no line (BG-25). Add at least one.'),
  rule(
    'BR-29',
    start,
    isOrdered,
    'The invoicing period (BG-14) ends (BT-74) before it starts (BT-73). Correct one of the dates.',
    { fields: ['servicePeriod'] },
  ),
  rule(
    'BR-30',
    linePeriods,
    isOrdered,
    'The period of an invoice line (BG-26) ends (BT-135) before it starts (BT-134). Correct one of the dates.',
  ),
  rule(
    'BR-52',
    ({ documents }) => documents,
    ({ id }) => isFilled(id),
    'A supporting document (BG-24) has no reference (BT-122). Add it.',
  ),
  rule(
    'BR-53',
    document,
    hasTaxInAccountingCurrency,
    'The VAT accounting currency (BT-6) is given without the VAT total in that currency (BT-111). Add the total, or remove the currency.',
  ),
  rule(
    'BR-55',
    ({ precedingInvoices }) => precedingInvoices,
    ({ id }, invoice) => (isUbl(invoice) ? id !== undefined : isFilled(id)),
    'A reference to a preceding invoice (BG-3) has no number (BT-25). Add it.',
  ),
  rule(
    'BR-CO-03',
    document,
    (i) =>
      i.taxPointDates.length === 0 ||
      (i.taxPointCodes.length === 0 && i.periods.every(({ taxPointCode }) => taxPointCode === undefined)),
    'Both a VAT point date (BT-7) and a VAT point date code (BT-8) are given. Keep one of them.',
  ),
  rule(
    'BR-CO-19',
    start,
    ({ start, end, taxPointCode }) => (start ?? end ?? taxPointCode) !== undefined,
    'The invoicing period (BG-14) has neither a start (BT-73) nor an end (BT-74). Add one, or remove the period.',
  ),
  rule(
    'BR-CO-20',
    linePeriods,
    ({ start, end }) => (start ?? end) !== undefined,
    'The period of an invoice line (BG-26) has neither a start (BT-134) nor an end (BT-135). Add one, or remove the period.',
  ),
];
