import { Decimal } from 'decimal.js';
import { isValidIBAN } from 'ibantools';
import type { Entity } from '../../schemas/ticket.ts';

interface EntityRule {
  kind: Entity['kind'];
  pattern: RegExp;
  /** The normalised value of a match, or null where the match is none after all. */
  value: (match: RegExpMatchArray) => string | null;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const currencyOf: Record<string, string> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };
const currencyOfWord: Record<string, string> = { euro: 'EUR', dollar: 'USD', pound: 'GBP' };

function isoDateOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 1900 && year < 2200 ? date.toISOString().slice(0, 10) : null;
}

function monthDate(day: string | undefined, month: string | undefined, year: string | undefined): string | null {
  return isoDateOf(Number(year), months.indexOf((month ?? '').slice(0, 3).toLowerCase()) + 1, Number(day));
}

function amountOf(digits: string | undefined, sign: string | undefined): string | null {
  if (!digits) return null;
  const plain = /[.,]\d{2}$/.test(digits)
    ? `${digits.slice(0, -3).replaceAll(/[.,\s]/g, '')}.${digits.slice(-2)}`
    : digits.replaceAll(/[.,\s]/g, '');
  const word = sign?.toLowerCase().replace(/s$/, '') ?? '';
  const code = sign ? (currencyOf[sign] ?? currencyOfWord[word] ?? sign.toUpperCase()) : '';
  return `${new Decimal(plain).toFixed(2)} ${code}`.trim();
}

const number = String.raw`\d{1,3}(?:[.,\s]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{2})?`;
const currency = 'EUR|USD|GBP|CHF|PLN|SEK|NOK|DKK|JPY|INR|MYR';
const reference = String.raw`(?:\s*(?:no|nr|number|num|id|code|ref|reference)\b\.?)?\s*(?:is|:|=)?\s*(?<id>(?:#\s*)?(?=[\w/-]*\d)[A-Za-z0-9][\w/-]{2,30})`;
const withoutSign = (id: string | undefined) => id?.replace(/^#\s*/, '') ?? null;
const monthNames = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`;

const rules: readonly EntityRule[] = [
  { kind: 'email', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, value: (m) => m[0].toLowerCase() },
  { kind: 'url', pattern: /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g, value: (m) => m[0] },
  {
    kind: 'account',
    pattern: /\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,4})?\b/g,
    value: (m) => (isValidIBAN(m[0].replaceAll(/\s/g, '')) ? m[0].replaceAll(/\s/g, '') : null),
  },
  {
    kind: 'date',
    pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    value: (m) => isoDateOf(Number(m[1]), Number(m[2]), Number(m[3])),
  },
  {
    kind: 'date',
    pattern: /\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b/g,
    value: (m) =>
      isoDateOf(Number(m[3]), Number(m[2]), Number(m[1])) ?? isoDateOf(Number(m[3]), Number(m[1]), Number(m[2])),
  },
  {
    kind: 'date',
    pattern: new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(${monthNames})\s*,?\s*(\d{4})\b`, 'gi'),
    value: (m) => monthDate(m[1], m[2], m[3]),
  },
  {
    kind: 'date',
    pattern: new RegExp(String.raw`\b(${monthNames})\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})\b`, 'gi'),
    value: (m) => monthDate(m[2], m[1], m[3]),
  },
  {
    kind: 'amount',
    pattern: new RegExp(String.raw`([€$£¥]|\b(?:${currency})\b)\s?(${number})(?!\d)`, 'gi'),
    value: (m) => amountOf(m[2], m[1]),
  },
  {
    kind: 'amount',
    pattern: new RegExp(
      String.raw`(?<![\w.,])(${number})\s?([€$£¥]|(?:${currency}|euros?|dollars?|pounds?)\b(?! of\b))`,
      'gi',
    ),
    value: (m) => amountOf(m[1], m[2]),
  },
  {
    kind: 'order',
    pattern: new RegExp(String.raw`\b(?:order|purchase|po|bestellung|commande)${reference}`, 'dgi'),
    value: (m) => withoutSign(m.groups?.id),
  },
  {
    kind: 'invoice',
    pattern: new RegExp(String.raw`\b(?:invoice|bill|rechnung|facture)${reference}`, 'dgi'),
    value: (m) => withoutSign(m.groups?.id),
  },
  {
    kind: 'account',
    pattern: new RegExp(String.raw`\b(?:account|customer|client|konto|kunde)${reference}`, 'dgi'),
    value: (m) => withoutSign(m.groups?.id),
  },
  { kind: 'phone', pattern: /(?<![\w/-])\+\d[\d\s()/-]{6,18}\d\b/g, value: (m) => m[0].replaceAll(/[^\d+]/g, '') },
];

/** Entities of a text by written patterns; where two overlap the earlier rule wins. Offsets are UTF-16 code units. */
export function findEntities(text: string): Entity[] {
  const found: Entity[] = [];
  for (const rule of rules) {
    for (const match of text.matchAll(rule.pattern)) {
      const value = rule.value(match);
      if (value === null) continue;
      const [start, end] = match.indices?.groups?.id ?? [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ kind: rule.kind, value, text: text.slice(start, end), start, end, source: 'rule' });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
