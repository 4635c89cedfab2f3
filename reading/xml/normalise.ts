import { Decimal } from 'decimal.js';

/** Digits of an XML decimal beyond which a value is not a number anyone wrote on an invoice. */
const MAX_LENGTH = 40;

function decimal(text: string | undefined): Decimal | undefined {
  if (text === undefined || text.length > MAX_LENGTH || !/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return undefined;
  return new Decimal(text.replace(/^\+/, ''));
}

/** "27946" → "27946.00", "9.9000" → "9.90": at least two decimals, more only where they count. */
export function amount(text: string | undefined): string | undefined {
  const value = decimal(text);
  return value === undefined ? text : value.toFixed(Math.max(2, value.decimalPlaces()));
}

/** "20.0000" → "20", "5.50" → "5.5". */
export function plainDecimal(text: string | undefined): string | undefined {
  return decimal(text)?.toFixed() ?? text;
}

/** Sum of amounts; undefined where there is none or one is no number. */
export function sumOf(texts: (string | undefined)[]): string | undefined {
  const values = texts.map(decimal);
  if (values.length === 0 || !values.every((value) => value !== undefined)) return undefined;
  const sum = values.reduce((total, value) => total.plus(value), new Decimal(0));
  return sum.toFixed(Math.max(2, sum.decimalPlaces()));
}

/** Price of one unit from a price for `base` units. */
export function perUnit(price: string | undefined, base: string | undefined): string | undefined {
  const [total, units] = [decimal(price), decimal(base)];
  if (!total || !units || units.isZero() || units.eq(1)) return amount(price);
  const value = total.div(units).toDecimalPlaces(10);
  return value.toFixed(Math.max(2, value.decimalPlaces()));
}

/** "20241115" (UN/EDIFACT 102), "2024-11-15", "2024-11-15T00:00:00+01:00" → "2024-11-15". */
export function date(text: string | undefined): string | undefined {
  const parts = text === undefined ? null : /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text);
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : text;
}

/** An ISO 8601 interval; one end alone stands open. */
export function period(start: string | undefined, end: string | undefined): string | undefined {
  if (start === undefined && end === undefined) return undefined;
  return `${date(start) ?? '..'}/${date(end) ?? '..'}`;
}

/** Identifiers that are compared without spaces: IBAN, BIC, VAT id. */
export function compact(text: string | undefined): string | undefined {
  return text?.replace(/\s+/gu, '').toUpperCase();
}

/** "Street 1, Hall 2, 12345 City": lines, then post code and city. */
export function address(lines: (string | undefined)[], postCode?: string, city?: string): string | undefined {
  const place = [postCode, city].filter(Boolean).join(' ');
  const joined = [...lines, place].filter(Boolean).join(', ');
  return joined === '' ? undefined : joined;
}

/** xs:boolean: "true", "1", "false" or "0"; null for anything else. */
export function truthValue(text: string | undefined): boolean | null {
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

/** Drops what was not found, so that absent stays absent. */
export function present<K extends string>(values: Record<K, string | undefined>): Partial<Record<K, string>> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as Partial<Record<K, string>>;
}
