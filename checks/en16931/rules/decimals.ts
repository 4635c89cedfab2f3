import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { Group, Term } from '../../../schemas/en16931/term.ts';
import type { AllowanceCharge, VatBreakdown, VatTotal } from '../../../schemas/en16931/vat.ts';
import { decimalPlaces } from '../amounts.ts';
import {
  documentAllowances,
  documentCharges,
  lineAllowances,
  lineCharges,
  lines,
  totals,
  vatBreakdowns,
} from '../groups.ts';
import { type BusinessRule, rule } from '../rule.ts';

/** EN 16931 grants amounts two decimals; unit prices are free. */
const MAX_DECIMALS = 2;

function atMostTwo<G extends Group>(
  id: string,
  groups: (invoice: EnInvoice) => readonly G[],
  term: (group: G) => Term | undefined,
  what: string,
): BusinessRule {
  const message = `The ${what} has more than two decimals. Round it to two.`;
  return rule(id, groups, (group) => decimalPlaces(term(group)) <= MAX_DECIMALS, message, { at: term });
}

const amount = (entry: AllowanceCharge) => entry.amount;
const base = (entry: AllowanceCharge) => entry.base;
const vatAmount = (entry: VatTotal) => entry.amount;
const taxable = (entry: VatBreakdown) => entry.base;
const tax = (entry: VatBreakdown) => entry.tax;
const inCurrency = (name: 'currency' | 'taxCurrency') => (invoice: EnInvoice) =>
  invoice.vatTotals.filter(({ amount }) => amount?.currency !== undefined && amount.currency === invoice[name]?.text);

/** Amounts have at most two decimals, as written. */
export const decimalRules: readonly BusinessRule[] = [
  atMostTwo('BR-DEC-01', documentAllowances, amount, 'amount of a document level allowance (BT-92)'),
  atMostTwo('BR-DEC-02', documentAllowances, base, 'base amount of a document level allowance (BT-93)'),
  atMostTwo('BR-DEC-05', documentCharges, amount, 'amount of a document level charge (BT-99)'),
  atMostTwo('BR-DEC-06', documentCharges, base, 'base amount of a document level charge (BT-100)'),
  atMostTwo('BR-DEC-09', totals, (sums) => sums.lines, 'sum of invoice line net amounts (BT-106)'),
  atMostTwo('BR-DEC-10', totals, (sums) => sums.allowances, 'sum of allowances (BT-107)'),
  atMostTwo('BR-DEC-11', totals, (sums) => sums.charges, 'sum of charges (BT-108)'),
  atMostTwo('BR-DEC-12', totals, (sums) => sums.net, 'invoice total without VAT (BT-109)'),
  atMostTwo('BR-DEC-13', inCurrency('currency'), vatAmount, 'invoice total VAT amount (BT-110)'),
  atMostTwo('BR-DEC-14', totals, (sums) => sums.gross, 'invoice total with VAT (BT-112)'),
  atMostTwo(
    'BR-DEC-15',
    inCurrency('taxCurrency'),
    vatAmount,
    'invoice total VAT amount in accounting currency (BT-111)',
  ),
  atMostTwo('BR-DEC-16', totals, (sums) => sums.paid, 'paid amount (BT-113)'),
  atMostTwo('BR-DEC-17', totals, (sums) => sums.rounding, 'rounding amount (BT-114)'),
  atMostTwo('BR-DEC-18', totals, (sums) => sums.due, 'amount due for payment (BT-115)'),
  atMostTwo('BR-DEC-19', vatBreakdowns, taxable, 'taxable amount of a VAT breakdown (BT-116)'),
  atMostTwo('BR-DEC-20', vatBreakdowns, tax, 'tax amount of a VAT breakdown (BT-117)'),
  atMostTwo('BR-DEC-23', lines, (line) => line.netAmount, 'net amount of an invoice line (BT-131)'),
  atMostTwo('BR-DEC-24', lineAllowances, amount, 'amount of an invoice line allowance (BT-136)'),
  atMostTwo('BR-DEC-25', lineAllowances, base, 'base amount of an invoice line allowance (BT-137)'),
  atMostTwo('BR-DEC-27', lineCharges, amount, 'amount of an invoice line charge (BT-141)'),
  atMostTwo('BR-DEC-28', lineCharges, base, 'base amount of an invoice line charge (BT-142)'),
];
