import { Decimal } from 'decimal.js';
import type { ValueType } from '../../schemas/fields.ts';

/** Amounts, quantities and rates as printed, with either decimal mark, to decimal strings. */
export type NumberType = Extract<ValueType, 'amount' | 'unitPrice' | 'quantity' | 'rate'>;
export type DecimalMark = '.' | ',';

const GROUPED = String.raw`\d{1,3}(?:[ .,'’]\d{3})+(?:[.,](?:\d{1,2}|\d{4,6})(?!\d))?`;
const PLAIN = String.raw`\d+(?:[.,]\d+)?|[.,]\d+`;
const NUMBER = new RegExp(String.raw`${GROUPED}(?!\d)|${PLAIN}`, 'g');
export const CENTS = /[.,]\d\d(?!\d)/;
const SEPARATOR = /[ .,'’]/g;
const MINUS_BEFORE = /(?:^|[\s(:])[-−–]\s*(?:[€$£]|[A-Za-z]{2,3})?\s*$|[€$£]\s?[-−–]\s?$/;
const MINUS_AFTER = /^\s?[-−–](?!\s?\d)|^\s?CR\b/;

/** The character before two closing digits in most numbers of the document; a point where none speaks. */
export function decimalMark(texts: readonly string[]): DecimalMark {
  let commas = 0;
  let points = 0;
  for (const text of texts) {
    const mark = /\d([.,])\d\d\D{0,2}$/.exec(text)?.[1];
    if (mark === ',') commas++;
    if (mark === '.') points++;
  }
  return commas > points ? ',' : '.';
}

/** Is the last separator the decimal mark? */
function hasFraction(separators: string[], head: string, tail: string, type: NumberType, mark: DecimalMark): boolean {
  const last = separators.at(-1) ?? '';
  if (" '’".includes(last)) return false;
  if (tail.length !== 3) return true;
  if (separators.length > 1) return !separators.slice(0, -1).includes(last);
  if (!/^\d{1,3}$/.test(head) || Number(head) === 0) return true;
  return type !== 'amount' && last === mark;
}

function toDecimal(digits: string, type: NumberType, mark: DecimalMark): Decimal {
  const separators = digits.match(SEPARATOR) ?? [];
  if (separators.length === 0) return new Decimal(digits);
  const tail = digits.split(SEPARATOR).at(-1) ?? '';
  const head = digits.slice(0, digits.length - tail.length - 1);
  const whole = head.replace(/\D/g, '');
  return new Decimal(hasFraction(separators, head, tail, type, mark) ? `${whole || '0'}.${tail}` : whole + tail);
}

/** A decimal string without exponent: no closing zeros beyond `least` decimals. */
export function plainDecimal(number: Decimal, least: number): string {
  const [whole = '0', fraction = ''] = (number.isZero() ? number.abs() : number).toFixed().split('.');
  const kept = fraction.replace(/0+$/, '').padEnd(least, '0');
  return kept ? `${whole}.${kept}` : whole;
}

/**
 * A decimal string, or null where there is no number. Of several numbers the first with two decimals counts for
 * amounts and unit prices, else the first. Rates lie in 0..100.
 */
export function parseNumber(text: string, type: NumberType, mark: DecimalMark = '.'): string | null {
  const matches = [...text.matchAll(NUMBER)];
  const money = type === 'amount' || type === 'unitPrice';
  const match = (money ? matches.find((candidate) => CENTS.test(candidate[0])) : undefined) ?? matches[0];
  if (!match) return null;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  const bracketed = /\([€$£ ]*$/.test(before) && after.includes(')');
  const size = toDecimal(match[0], type, mark);
  const number = MINUS_BEFORE.test(before) || MINUS_AFTER.test(after) || bracketed ? size.negated() : size;
  if (type === 'rate') return number.gte(0) && number.lte(100) ? plainDecimal(number, 0) : null;
  return plainDecimal(number, money ? 2 : 0);
}
