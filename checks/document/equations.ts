import { Decimal } from 'decimal.js';
import type { Extraction } from '../../schemas/document.ts';
import type { FieldName } from '../../schemas/fields.ts';
import { amountOf, closes, decimalOf } from './amounts.ts';

/** A sum that a document states: whether it closes, the paths of the values in it, and how it reads. */
export interface Equation {
  rule: 'sum.gross' | 'sum.due' | 'sum.taxes' | 'tax.row' | 'sum.lines' | 'line.product';
  holds: boolean;
  members: string[];
  /** Said of it, without whether it closes. */
  statement: string;
  /** The row it is about. */
  where?: string;
}

const ZERO = new Decimal(0);
const sum = (values: Decimal[]): Decimal => values.reduce((total, value) => total.plus(value), ZERO);

/** net + tax = gross. */
function gross(extraction: Extraction): Equation[] {
  const members: FieldName[] = ['totalNet', 'totalTax', 'totalGross'];
  const [net, tax, total] = members.map((field) => amountOf(extraction, field));
  if (!net || !tax || !total) return [];
  const statement = `net ${net} + tax ${tax} = gross ${total}`;
  return [{ rule: 'sum.gross', holds: closes(net.plus(tax), total, 2), members, statement }];
}

/**
 * gross − prepaid + what was added = amount due, where a prepayment is stated; without one an amount due may carry an old
 * balance.
 */
function amountDue(extraction: Extraction, added: Decimal): Equation[] {
  const members: FieldName[] = ['totalGross', 'totalPrepaid', 'amountDue'];
  const [total, prepaid, due] = members.map((field) => amountOf(extraction, field));
  if (!total || !prepaid || !due) return [];
  const more = added.isZero() ? '' : ` + ${added}`;
  const statement = `gross ${total} − prepaid ${prepaid}${more} = due ${due}`;
  return [{ rule: 'sum.due', holds: closes(total.minus(prepaid).plus(added), due), members, statement }];
}

/** The tax rows sum to the total tax. */
function taxTotal(extraction: Extraction): Equation[] {
  const total = amountOf(extraction, 'totalTax');
  const amounts = extraction.taxes.map((tax) => decimalOf(tax.amount)).filter((v) => v !== null);
  if (!total || amounts.length === 0 || amounts.length < extraction.taxes.length) return [];
  const members = ['totalTax', ...amounts.map((_, index) => `taxes.${index}.amount`)];
  const statement = `tax rows ${sum(amounts)} = total tax ${total}`;
  return [{ rule: 'sum.taxes', holds: closes(sum(amounts), total, amounts.length), members, statement }];
}

/** base × rate = amount in every tax row that states all three. */
function taxRows(extraction: Extraction): Equation[] {
  return extraction.taxes.flatMap((tax, index) => {
    const [rate, base, amount] = [decimalOf(tax.rate), decimalOf(tax.base), decimalOf(tax.amount)];
    if (!rate || !base || !amount) return [];
    const where = `taxes.${index}`;
    const members = ['rate', 'base', 'amount'].map((column) => `${where}.${column}`);
    const statement = `tax row ${index + 1}: ${rate} % of ${base} = ${amount}`;
    return [{ rule: 'tax.row', holds: closes(base.times(rate).dividedBy(100), amount), members, statement, where }];
  });
}

/**
 * The lines sum to the net total, corrected by document discounts and charges, or to the gross total. The totals that
 * they sum to are members; where they sum to none, nobody knows which total they should.
 */
function lineTotal(extraction: Extraction): Equation[] {
  const totals = extraction.lines.map((line) => decimalOf(line.lineTotal)).filter((v) => v !== null);
  if (totals.length === 0 || totals.length < extraction.lines.length) return [];
  const lines = sum(totals);
  const discount = amountOf(extraction, 'totalDiscount')?.abs() ?? ZERO;
  const charges = amountOf(extraction, 'totalCharges') ?? ZERO;
  const corrected = [lines, lines.minus(discount).plus(charges)];
  const targets = (['totalNet', 'totalGross'] as const).flatMap((field) => {
    const value = amountOf(extraction, field);
    return value ? [{ field, met: corrected.some((one) => closes(one, value, totals.length)) }] : [];
  });
  if (targets.length === 0) return [];
  const met = targets.filter((target) => target.met).map(({ field }) => field);
  const members = [...totals.map((_, index) => `lines.${index}.lineTotal`), ...met];
  return [{ rule: 'sum.lines', holds: met.length > 0, members, statement: `lines ${lines}` }];
}

/** quantity × unit price − discount = line total; prices may be per unit of several pieces. */
function lineProducts(extraction: Extraction): Equation[] {
  return extraction.lines.flatMap((line, index) => {
    const [quantity, price, total] = [decimalOf(line.quantity), decimalOf(line.unitPrice), decimalOf(line.lineTotal)];
    if (!quantity || !price || !total) return [];
    const product = quantity.times(price);
    const reduced = product.minus(decimalOf(line.discount)?.abs() ?? 0);
    const where = `lines.${index}`;
    const members = ['quantity', 'unitPrice', 'lineTotal'].map((column) => `${where}.${column}`);
    const statement = `line ${index + 1}: ${quantity} × ${price} = ${total}`;
    const holds = closes(product, total) || closes(reduced, total);
    return [{ rule: 'line.product', holds, members, statement, where }];
  });
}

/**
 * Every sum that a document states. `added`: what an e-invoice says was added to the amount due.
 * `training/docket_training/documents/equations.py` is the same in Python.
 */
export function equationsOf(extraction: Extraction, added: Decimal = ZERO): Equation[] {
  return [
    ...gross(extraction),
    ...amountDue(extraction, added),
    ...taxTotal(extraction),
    ...taxRows(extraction),
    ...lineTotal(extraction),
    ...lineProducts(extraction),
  ];
}
