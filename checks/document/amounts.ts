import { Decimal } from 'decimal.js';
import type { Extraction } from '../../schemas/document.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import type { FieldName } from '../../schemas/fields.ts';

/** Largest difference of a sum that still counts as rounding, in currency units. */
export const ROUNDING_TOLERANCE = new Decimal('0.02');

/** The decimal behind evidence, or null where there is none or it is no decimal. */
export function decimalOf(evidence: Evidence | undefined): Decimal | null {
  if (evidence?.value == null || !/^-?\d+(\.\d+)?$/.test(evidence.value)) return null;
  return new Decimal(evidence.value);
}

export function amountOf(extraction: Extraction, field: FieldName): Decimal | null {
  return decimalOf(extraction.fields[field]);
}

/** Whether two sums are the same but for rounding; `roundings` = how many rounded values went into them. */
export function closes(left: Decimal, right: Decimal, roundings = 1): boolean {
  return left
    .minus(right)
    .abs()
    .lte(Decimal.max(ROUNDING_TOLERANCE, new Decimal('0.01').times(roundings)));
}

/** An amount with at least two decimals: "8" becomes "8.00". */
export function formatAmount(amount: Decimal): string {
  return amount.toFixed(Math.max(2, amount.decimalPlaces()));
}
