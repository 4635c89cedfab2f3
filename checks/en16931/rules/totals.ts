import type { Decimal } from 'decimal.js';
import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { Term } from '../../../schemas/en16931/term.ts';
import type { AllowanceCharge, VatBreakdown, VatTotal } from '../../../schemas/en16931/vat.ts';
import { addedToDue } from '../added-to-due.ts';
import { decimalOf, sumOf, toCents, toWhole, withinOne } from '../amounts.ts';
import {
  countedLines,
  document,
  documentAllowances,
  documentCharges,
  isUbl,
  totals,
  vatBreakdowns,
} from '../groups.ts';
import { roundingTolerance } from '../profiles.ts';
import { type BusinessRule, rule } from '../rule.ts';

type Totals = NonNullable<EnInvoice['totals']>;

/** Whether a stated term is the value, but for `tolerance`; a missing one, or one that is no decimal, never is. */
function states(term: Term | undefined, value: Decimal | null, tolerance: Decimal.Value = 0): boolean {
  const stated = decimalOf(term);
  return stated !== null && value !== null && stated.minus(value).abs().lte(tolerance);
}

const inCents = (value: Decimal | null) => (value === null ? null : toCents(value));

function sumsUp(total: Term | undefined, parts: AllowanceCharge[], invoice: EnInvoice): boolean {
  if (total === undefined) return parts.length === 0;
  return states(total, inCents(sumOf(parts.map(({ amount }) => amount))), roundingTolerance(invoice, parts.length));
}

/** Lines, allowances and charges: what the net total is the sum of. */
const summands = (invoice: EnInvoice) => countedLines(invoice).length + invoice.allowanceCharges.length;

/** lines − allowances + charges = net; without allowances and charges to the last digit. */
function netCloses({ lines, allowances, charges, net }: Totals, invoice: EnInvoice): boolean {
  const sum = decimalOf(lines);
  const tolerance = roundingTolerance(invoice, summands(invoice));
  if (sum === null || (allowances ?? charges) === undefined) return states(net, sum, tolerance);
  const [less, more] = [sumOf([allowances]), sumOf([charges])];
  return less !== null && more !== null && states(net, toCents(sum.plus(more).minus(less)), tolerance);
}

/** gross − paid + rounding and what is collected for third parties = due. */
function dueCloses({ gross, paid, rounding, due }: Totals, invoice: EnInvoice): boolean {
  const [total, open] = [decimalOf(gross), decimalOf(due)];
  const [less, more] = [sumOf([paid]), addedToDue(invoice)];
  if (total === null || open === null || less === null || more === null) return false;
  const expected = paid === undefined ? total : toCents(total.minus(less));
  const isPlain = rounding === undefined && more.isZero();
  return (isPlain ? open : toCents(open.minus(more))).eq(expected);
}

/** net + VAT = gross, with exactly one VAT total in the invoice currency; in CII an invoice without VAT needs none. */
function grossCloses(invoice: EnInvoice): boolean {
  const { currency, totals, vatTotals } = invoice;
  if (currency === undefined) return true;
  const [net, gross] = [decimalOf(totals?.net), decimalOf(totals?.gross)];
  const inCurrency = vatTotals.filter(({ amount }) => amount?.currency === currency.text);
  if (net === null || gross === null) return false;
  if (inCurrency.length === 0 && !isUbl(invoice)) return gross.eq(net);
  const vat = decimalOf(inCurrency[0]?.amount);
  const tolerance = roundingTolerance(invoice, summands(invoice));
  return inCurrency.length === 1 && vat !== null && states(totals?.gross, toCents(net.plus(vat)), tolerance);
}

function vatTotalCloses({ amount, breakdown }: VatTotal, { syntax }: EnInvoice): boolean {
  if (breakdown.length === 0 || (amount === undefined && syntax === 'CII')) return true;
  return states(amount, inCents(sumOf(breakdown.map(({ tax }) => tax))));
}

/** base × rate = tax within one currency unit; without a rate, or with a rate of zero, no tax. */
function taxCloses({ base, tax, categories }: VatBreakdown): boolean {
  const category = categories.find(({ isVat, rate }) => isVat && rate !== undefined);
  const amount = decimalOf(tax);
  if (amount === null) return false;
  if (category === undefined) return toWhole(amount).isZero();
  const rate = decimalOf(category.rate);
  if (rate === null) return false;
  if (toWhole(rate).isZero()) return toWhole(amount).isZero();
  const taxable = decimalOf(base);
  return taxable !== null && withinOne(amount.abs(), toCents(taxable.abs().times(rate).dividedBy(100)));
}

/** Whether the sum of the line net amounts is stated right. */
function linesClose({ lines }: Totals, invoice: EnInvoice): boolean {
  const counted = countedLines(invoice);
  const sum = inCents(sumOf(counted.map(({ netAmount }) => netAmount)));
  return states(lines, sum, roundingTolerance(invoice, counted.length));
}

const vatCategoryOf = ({ categories }: VatBreakdown) =>
  categories.find(({ code, isVat }) => isVat && code !== undefined);

/** Sums of the document and of the VAT breakdown. */
export const totalRules: readonly BusinessRule[] = [
  rule(
    'BR-45',
    vatBreakdowns,
    ({ base }) => base !== undefined,
    'A VAT breakdown (BG-23) has no taxable amount (BT-116). Add it.',
  ),
  rule(
    'BR-46',
    vatBreakdowns,
    ({ tax }) => tax !== undefined,
    'A VAT breakdown (BG-23) has no tax amount (BT-117). Add it.',
  ),
  rule(
    'BR-47',
    vatBreakdowns,
    (entry) => vatCategoryOf(entry) !== undefined,
    'A VAT breakdown (BG-23) has no VAT category code (BT-118). Add it.',
  ),
  rule(
    'BR-48',
    vatBreakdowns,
    ({ categories }) => categories.some(({ code, rate, isVat }) => isVat && (rate !== undefined || code?.text === 'O')),
    'A VAT breakdown (BG-23) has no VAT rate (BT-119). Add it; only what is not subject to VAT goes without.',
  ),
  rule(
    'BR-CO-10',
    totals,
    linesClose,
    'The sum of invoice line net amounts (BT-106) is not the sum of the net amounts of the lines (BT-131). Correct the sum or the lines.',
    { at: ({ lines }) => lines },
  ),
  rule(
    'BR-CO-11',
    totals,
    ({ allowances }, invoice) => sumsUp(allowances, documentAllowances(invoice), invoice),
    'The sum of allowances (BT-107) is not the sum of the document level allowances (BT-92). Correct the sum or the allowances.',
    { at: ({ allowances }) => allowances, fields: ['totalDiscount'] },
  ),
  rule(
    'BR-CO-12',
    totals,
    ({ charges }, invoice) => sumsUp(charges, documentCharges(invoice), invoice),
    'The sum of charges (BT-108) is not the sum of the document level charges (BT-99). Correct the sum or the charges.',
    { at: ({ charges }) => charges, fields: ['totalCharges'] },
  ),
  rule(
    'BR-CO-13',
    totals,
    netCloses,
    'The invoice total without VAT (BT-109) is not the sum of the lines (BT-106) less the allowances (BT-107) plus the charges (BT-108). Correct the total.',
    { at: ({ net }) => net, fields: ['totalNet'] },
  ),
  rule(
    'BR-CO-14',
    ({ vatTotals }) => vatTotals,
    vatTotalCloses,
    'The invoice total VAT amount (BT-110) is not the sum of the tax amounts of the VAT breakdown (BT-117). Correct the total or the breakdown.',
    { at: ({ amount }) => amount, fields: ['totalTax'] },
  ),
  rule(
    'BR-CO-15',
    document,
    grossCloses,
    'The invoice total with VAT (BT-112) is not the total without VAT (BT-109) plus the VAT (BT-110), or the VAT total in the invoice currency does not stand there exactly once. Correct the totals.',
    { fields: ['totalNet', 'totalTax', 'totalGross'] },
  ),
  rule(
    'BR-CO-16',
    totals,
    dueCloses,
    'The amount due (BT-115) is not the total with VAT (BT-112) less the paid amount (BT-113) plus the rounding (BT-114) and what the profile lets it collect for third parties. Correct the amount due.',
    { at: ({ due }) => due, fields: ['amountDue'] },
  ),
  rule(
    'BR-CO-17',
    vatBreakdowns,
    taxCloses,
    'The tax amount of a VAT breakdown (BT-117) is not its taxable amount (BT-116) multiplied by its rate (BT-119). Correct the tax amount.',
    { at: ({ tax }) => tax, fields: ['totalTax'] },
  ),
  rule(
    'BR-CO-18',
    document,
    (invoice) => vatBreakdowns(invoice).length > 0,
    'The invoice has no VAT breakdown (BG-23). Add one for each VAT category and rate.',
  ),
];
