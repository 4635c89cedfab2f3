import type { ValueType } from '../../schemas/fields.ts';
import { readDate } from './read-date.ts';
import { readNumber } from './read-number.ts';

const symbols: Record<string, string> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  zł: 'PLN',
  RM: 'MYR',
  '₹': 'INR',
};

/** What words of the page mean in a field of this type; the words themselves where they cannot be read as one. */
export function readValue(words: string, type: ValueType): string {
  const text = words.replaceAll(/\s+/g, ' ').trim();
  switch (type) {
    case 'amount':
    case 'unitPrice':
    case 'rate':
      return readNumber(text, 'amount') ?? text;
    case 'quantity':
      return readNumber(text, 'quantity') ?? text;
    case 'date':
      return readDate(text) ?? text;
    case 'currency':
      return symbols[text] ?? text.toUpperCase();
    case 'iban':
    case 'bic':
    case 'vatId':
      return text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
    case 'id':
      return text.replace(/[,;:]+$/, '');
    case 'text':
      return text;
  }
}
