import { Decimal } from 'decimal.js';
import { decimalString } from '../../schemas/primitives.ts';
import { comparisonKey } from '../decode/values.ts';

/** Do two normalised values say the same? Numbers by their worth, all else without case, accents and punctuation. */
export function sameValue(a: string, b: string): boolean {
  const areNumbers = [a, b].every((value) => decimalString.safeParse(value).success);
  return areNumbers ? new Decimal(a).equals(b) : comparisonKey(a) === comparisonKey(b);
}
