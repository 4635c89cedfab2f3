import { Decimal } from 'decimal.js';
import type { Term } from '../../schemas/en16931/term.ts';

/** Sums of thousands of lines stay exact. */
const Exact = Decimal.clone({ precision: 100 });
/** Digits of a decimal beyond which a value is not a number anyone wrote on an invoice. */
const MAX_LENGTH = 40;

/** The xs:decimal behind a term; null where there is none or it is no decimal. */
export function decimalOf(term: Term | undefined): Decimal | null {
  const text = term?.text ?? '';
  if (text.length > MAX_LENGTH || !/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return null;
  return new Exact(text.replace(/^\+/, ''));
}

/** The sum of the terms that are there; null where one of them is no decimal. */
export function sumOf(terms: readonly (Term | undefined)[]): Decimal | null {
  let total: Decimal = new Exact(0);
  for (const term of terms) {
    if (term === undefined) continue;
    const value = decimalOf(term);
    if (value === null) return null;
    total = total.plus(value);
  }
  return total;
}

/** To two decimals as XPath rounds: halves upwards, also below zero. */
export function toCents(value: Decimal): Decimal {
  return value.toDecimalPlaces(2, Decimal.ROUND_HALF_CEIL);
}

export function toWhole(value: Decimal): Decimal {
  return value.toDecimalPlaces(0, Decimal.ROUND_HALF_CEIL);
}

/** Whether two values differ by less than one currency unit: the tolerance that EN 16931's artefacts grant to VAT. */
export function withinOne(left: Decimal, right: Decimal): boolean {
  return left.minus(right).abs().lt(1);
}

/** Decimal places as written: "1.500" has three. */
export function decimalPlaces(term: Term | undefined): number {
  return term?.text.split('.', 2)[1]?.length ?? 0;
}
