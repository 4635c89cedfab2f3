import type { EnInvoice } from '../../schemas/en16931/invoice.ts';
import type { InvoiceLine } from '../../schemas/en16931/line.ts';
import type { Address, Party } from '../../schemas/en16931/party.ts';
import type { AllowanceCharge, VatBreakdown, VatCategory } from '../../schemas/en16931/vat.ts';

/** The groups of an invoice that rules speak of. */

const listed = <G>(group: G | undefined): G[] => (group === undefined ? [] : [group]);

export const document = (invoice: EnInvoice) => [invoice];
export const lines = ({ lines }: EnInvoice) => lines;
export const seller = ({ seller }: EnInvoice) => listed(seller);
export const buyer = ({ buyer }: EnInvoice) => listed(buyer);
export const payee = ({ payee }: EnInvoice) => listed(payee);
export const taxRepresentative = ({ taxRepresentative }: EnInvoice) => listed(taxRepresentative);
export const totals = ({ totals }: EnInvoice) => listed(totals);
export const paymentMeans = ({ paymentMeans }: EnInvoice) => paymentMeans;

export const isUbl = ({ syntax }: EnInvoice) => syntax === 'UBL Invoice' || syntax === 'UBL CreditNote';

export function parties({ seller, buyer, payee, taxRepresentative, invoicee }: EnInvoice): Party[] {
  return [seller, buyer, payee, taxRepresentative, invoicee].filter((party) => party !== undefined);
}

export function addresses(invoice: EnInvoice): Address[] {
  const all = [...parties(invoice), ...invoice.deliveries].map(({ address }) => address);
  return all.filter((address) => address !== undefined);
}

type WithAllowances = Pick<EnInvoice, 'allowanceCharges'>;
export const documentAllowances = ({ allowanceCharges }: WithAllowances) =>
  allowanceCharges.filter(({ isCharge }) => isCharge === false);
export const documentCharges = ({ allowanceCharges }: WithAllowances) =>
  allowanceCharges.filter(({ isCharge }) => isCharge === true);
export const lineAllowances = ({ lines }: EnInvoice) => lines.flatMap(documentAllowances);
export const lineCharges = ({ lines }: EnInvoice) => lines.flatMap(documentCharges);

/** Allowances and charges of the document and of its lines. */
export function allAllowanceCharges(invoice: EnInvoice): AllowanceCharge[] {
  return [...invoice.allowanceCharges, ...allLines(invoice).flatMap(({ allowanceCharges }) => allowanceCharges)];
}

export const vatBreakdowns = ({ vatTotals }: EnInvoice): VatBreakdown[] =>
  vatTotals.flatMap(({ breakdown }) => breakdown);

/** Lines with those below them, at any depth. */
export function allLines({ lines }: Pick<EnInvoice, 'lines'>): InvoiceLine[] {
  return lines.flatMap((line) => [line, ...allLines({ lines: line.subLines })]);
}

/** The VAT categories of lines, with those of the lines below them. */
export const lineCategories = (invoice: EnInvoice): VatCategory[] =>
  allLines(invoice).flatMap(({ item }) => item.categories);
export const allowanceCategories = (invoice: EnInvoice): VatCategory[] =>
  allAllowanceCharges(invoice).flatMap(({ categories }) => categories);
export const breakdownCategories = (invoice: EnInvoice): VatCategory[] =>
  vatBreakdowns(invoice).flatMap(({ categories }) => categories);

/** The lines whose amounts count: of a group of sub-lines (Factur-X EXTENDED) only those in detail. */
export function countedLines({ lines }: EnInvoice): InvoiceLine[] {
  return lines.filter(({ role }) => role?.text !== 'GROUP' && role?.text !== 'INFORMATION');
}
