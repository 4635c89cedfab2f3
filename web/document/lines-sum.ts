import { differenceOf, sumDecimals } from '../values/decimal-sum.ts';
import { type Draft, textOf } from './draft.ts';
import type { Slots } from './slots.ts';

/** A total that the lines should come to, and by how much it is above them. */
export interface Target {
  name: 'totalNet' | 'totalGross';
  total: string;
  /** Decimal; zero where they close. */
  difference: string;
  closes: boolean;
}

/** The sum of the lines as they stand, against the totals as they stand. */
export interface LinesSum {
  sum: string;
  /** Lines without a total, which the sum leaves out. */
  without: number;
  /** What the document takes off and puts on below its lines; null where it does neither. */
  adjustment: string | null;
  targets: Target[];
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
const isZero = (value: string) => /^-?0*(\.0*)?$/.test(value);
const negated = (value: string) => (value.startsWith('-') ? value.slice(1) : `-${value}`);

/** Null where a line's total is no number. */
export function linesSum(slots: Slots, draft: Draft): LinesSum | null {
  const text = (path: string) => textOf(slots, draft, path).trim();
  const totals = draft.rows.lines.order.map((row) => text(`lines.${row}.lineTotal`));
  const filled = totals.filter((total) => total !== '');
  const sum = sumDecimals(filled);
  if (sum === null) return null;
  const [discount, charges] = ['totalDiscount', 'totalCharges'].map(text);
  const parts = [
    ...(discount && DECIMAL.test(discount) ? [negated(discount.replace('-', ''))] : []),
    ...(charges && DECIMAL.test(charges) ? [charges] : []),
  ];
  const adjustment = sumDecimals(parts) ?? '0';
  const adjusted = sumDecimals([sum, adjustment]) ?? sum;
  const targets = (['totalNet', 'totalGross'] as const).flatMap((name): Target[] => {
    const total = text(name);
    if (!DECIMAL.test(total)) return [];
    const plain = differenceOf(total, sum);
    const withParts = differenceOf(total, adjusted);
    if (plain === null || withParts === null) return [];
    const closes = isZero(plain) || isZero(withParts);
    return [{ name, total, difference: closes ? '0' : withParts, closes }];
  });
  return {
    sum,
    without: totals.length - filled.length,
    adjustment: isZero(adjustment) ? null : adjustment,
    targets,
  };
}
