import type { ValueType } from '../../schemas/fields.ts';
import { valueSchemas } from '../../schemas/values.ts';

const wanted: Partial<Record<ValueType, string>> = {
  date: 'a date such as 2024-12-31',
  amount: 'an amount such as 1234.50',
  unitPrice: 'a price such as 12.50',
  quantity: 'a number such as 3 or 1.5',
  rate: 'a rate in per cent such as 19',
  currency: 'a currency code such as EUR',
  iban: 'an IBAN without spaces',
  bic: 'a BIC of 8 or 11 characters',
  vatId: 'a VAT id with its country, such as DE123456789',
};

/** Why a value does not fit its field's type; null where it does. */
export function valueProblem(value: string, type: ValueType): string | null {
  if (valueSchemas[type].safeParse(value).success) return null;
  return `Expected ${wanted[type] ?? 'a shorter text'}`;
}
