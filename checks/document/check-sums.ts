import { Decimal } from 'decimal.js';
import type { Extraction } from '../../schemas/document.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { Finding } from '../../schemas/finding.ts';
import { amountOf, closes, decimalOf } from './amounts.ts';

function sum(values: Decimal[]): Decimal {
  return values.reduce((total, value) => total.plus(value), new Decimal(0));
}

function verdict(rule: string, fields: FieldName[], ok: boolean, equation: string): Finding {
  return ok
    ? { rule, severity: 'info', message: `${equation} closes`, fields }
    : { rule, severity: 'error', message: `${equation} does not close`, fields };
}

/** net + tax = gross. */
function checkGross(extraction: Extraction): Finding[] {
  const [net, tax, gross] = (['totalNet', 'totalTax', 'totalGross'] as const).map((f) => amountOf(extraction, f));
  if (!net || !tax || !gross) return [];
  const equation = `net ${net} + tax ${tax} = gross ${gross}`;
  return [verdict('sum.gross', ['totalNet', 'totalTax', 'totalGross'], closes(net.plus(tax), gross, 2), equation)];
}

/**
 * gross − prepaid + what was added = amount due, where a prepayment is stated; without one an amount due may carry an old
 * balance.
 */
function checkAmountDue(extraction: Extraction, added: Decimal): Finding[] {
  const [gross, prepaid, due] = (['totalGross', 'totalPrepaid', 'amountDue'] as const).map((f) =>
    amountOf(extraction, f),
  );
  if (!gross || !prepaid || !due) return [];
  const more = added.isZero() ? '' : ` + ${added}`;
  const equation = `gross ${gross} − prepaid ${prepaid}${more} = due ${due}`;
  const isClosed = closes(gross.minus(prepaid).plus(added), due);
  return [verdict('sum.due', ['totalGross', 'totalPrepaid', 'amountDue'], isClosed, equation)];
}

/** The tax rows sum to the total tax. */
function checkTaxTotal(extraction: Extraction): Finding[] {
  const total = amountOf(extraction, 'totalTax');
  const amounts = extraction.taxes.map((tax) => decimalOf(tax.amount)).filter((v) => v !== null);
  if (!total || amounts.length === 0 || amounts.length < extraction.taxes.length) return [];
  const equation = `tax rows ${sum(amounts)} = total tax ${total}`;
  return [verdict('sum.taxes', ['totalTax'], closes(sum(amounts), total, amounts.length), equation)];
}

/** base × rate = amount in every tax row that states all three. */
function checkTaxRows(extraction: Extraction): Finding[] {
  return extraction.taxes.flatMap((tax, index) => {
    const [rate, base, amount] = [decimalOf(tax.rate), decimalOf(tax.base), decimalOf(tax.amount)];
    if (!rate || !base || !amount || closes(base.times(rate).dividedBy(100), amount)) return [];
    const message = `tax row ${index + 1}: ${rate} % of ${base} is not ${amount}`;
    return [
      { rule: 'tax.row', severity: 'error', message, fields: [`taxes.${index}.amount`], where: `taxes.${index}` },
    ];
  });
}

/** The lines sum to the net total, corrected by document discounts and charges, or to the gross total. */
function checkLineTotal(extraction: Extraction): Finding[] {
  const totals = extraction.lines.map((line) => decimalOf(line.lineTotal)).filter((v) => v !== null);
  if (totals.length === 0 || totals.length < extraction.lines.length) return [];
  const lines = sum(totals);
  const discount = amountOf(extraction, 'totalDiscount')?.abs() ?? new Decimal(0);
  const charges = amountOf(extraction, 'totalCharges') ?? new Decimal(0);
  const targets = (['totalNet', 'totalGross'] as const).map((f) => amountOf(extraction, f)).filter((v) => v !== null);
  if (targets.length === 0) return [];
  const corrected = [lines, lines.minus(discount).plus(charges)];
  const ok = targets.some((target) => corrected.some((value) => closes(value, target, totals.length)));
  const finding: Finding = ok
    ? { rule: 'sum.lines', severity: 'info', message: `lines ${lines} close with a total`, fields: [] }
    : { rule: 'sum.lines', severity: 'warning', message: `lines ${lines} close with no total`, fields: ['lines'] };
  return [finding];
}

/** quantity × unit price − discount = line total, as a warning: prices may be per unit of several pieces. */
function checkLines(extraction: Extraction): Finding[] {
  return extraction.lines.flatMap((line, index) => {
    const [quantity, price, total] = [decimalOf(line.quantity), decimalOf(line.unitPrice), decimalOf(line.lineTotal)];
    if (!quantity || !price || !total) return [];
    const product = quantity.times(price);
    if (closes(product, total) || closes(product.minus(decimalOf(line.discount)?.abs() ?? 0), total)) return [];
    const message = `line ${index + 1}: ${quantity} × ${price} is not ${total}`;
    return [
      {
        rule: 'line.product',
        severity: 'warning',
        message,
        fields: [`lines.${index}.lineTotal`],
        where: `lines.${index}`,
      },
    ];
  });
}

/**
 * Every sum of a document: one that closes is an `info`, one that does not names the fields it puts in doubt. `added` is
 * what an e-invoice says was added to the amount due: rounding, and what it collects for third parties.
 */
export function checkSums(extraction: Extraction, added: Decimal = new Decimal(0)): Finding[] {
  return [
    ...checkGross(extraction),
    ...checkAmountDue(extraction, added),
    ...checkTaxTotal(extraction),
    ...checkTaxRows(extraction),
    ...checkLineTotal(extraction),
    ...checkLines(extraction),
  ];
}
