import { z } from 'zod';
import type { ValueType } from './fields.ts';
import { currencyCode, decimalString, isoDate } from './primitives.ts';

const text = z.string().trim().min(1);

/** The contract of a value by its type: what a reader, a model, a larger model or a person may put into a field. */
export const valueSchemas = {
  id: text.max(80),
  text: text.max(2000),
  date: isoDate,
  amount: decimalString,
  quantity: decimalString,
  unitPrice: decimalString,
  rate: decimalString,
  currency: currencyCode,
  iban: z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/, 'expected an IBAN without spaces'),
  bic: z.string().regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 'expected a BIC of 8 or 11 characters'),
  vatId: z.string().regex(/^[A-Z]{2}[A-Z0-9]{2,14}$/, 'expected a VAT id with its country prefix'),
} satisfies Record<ValueType, z.ZodType<string>>;
