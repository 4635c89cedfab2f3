/** Identifiers as printed to their compact form. */

const IBAN_LENGTHS = new Map(
  Object.entries({
    AT: 20,
    BE: 16,
    BG: 22,
    CH: 21,
    CY: 28,
    CZ: 24,
    DE: 22,
    DK: 18,
    EE: 20,
    ES: 24,
    FI: 18,
    FR: 27,
    GB: 22,
    GR: 27,
    HR: 21,
    HU: 28,
    IE: 22,
    IT: 27,
    LI: 21,
    LT: 20,
    LU: 20,
    LV: 21,
    MT: 31,
    NL: 18,
    NO: 15,
    PL: 28,
    PT: 25,
    RO: 24,
    SE: 24,
    SI: 19,
    SK: 24,
  }),
);
const LONGEST_IBAN = 34;
const VAT_COUNTRIES = 'AT|BE|BG|CHE|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|XI';
const VAT = new RegExp(`^(?:${VAT_COUNTRIES})[A-Z0-9]*$`);
const SWISS_SUFFIX = /^(CHE\d{9})(?:MWST|TVA|IVA)$/;
const BARE_VAT = new Map([
  ['IT', /^\d{11}$/],
  ['ES', /^[A-Z]\d{7}[A-Z0-9]$|^\d{8}[A-Z]$/],
  ['PL', /^\d{10}$/],
  ['PT', /^\d{9}$/],
  ['GB', /^\d{9}$/],
  ['FR', /^[A-Z0-9]{2}\d{9}$/],
  ['NL', /^\d{9}B\d{2}$/],
  ['DE', /^\d{9}$/],
]);
/** Countries whose bare numbers look like no other's. */
const UNMISTAKABLE = ['IT', 'ES', 'NL'];
/** The tax number of India: state, permanent account number, registration, Z, check. */
const GSTIN = /(?:^|[A-Z])(\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9])$/;
const NUMBER_SIGN = /^(?:№|n\s?[°º]|n[or]\.:?|n[or]:|n[or]\s)\s*(?=[\p{L}\p{N}_]|$)/iu;
const LONGEST_ID = 80;

/** Upper case, letters and digits only. */
export function compact(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** The first IBAN-like string, cut to its country's length where that is known. */
export function parseIban(text: string): string | null {
  const found = /[A-Z]{2}\d{2}[A-Z0-9]{10,30}/.exec(compact(text).replace(/^(?:IBAN)+/, ''))?.[0];
  return found?.slice(0, IBAN_LENGTHS.get(found.slice(0, 2)) ?? LONGEST_IBAN) ?? null;
}

/** Is it the code of a country that has IBANs? */
export function isCountryCode(text: string): boolean {
  return IBAN_LENGTHS.has(text);
}

/** A BIC of 8 or 11 characters. */
export function parseBic(text: string): string | null {
  return /^(?:BIC|SWIFT|CODE)*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)$/.exec(compact(text))?.[1] ?? null;
}

/**
 * A VAT id with its country prefix. A number printed without one gets the prefix of `country` (of the IBAN or the
 * currency) where its shape fits, or of a country whose shape is unmistakable. India's has no prefix.
 */
export function parseVatId(text: string, country: string | null = null): string | null {
  const joined = compact(text);
  const indian = GSTIN.exec(joined)?.[1];
  if (indian !== undefined) return indian;
  for (const match of joined.matchAll(new RegExp(`(?=${VAT_COUNTRIES})`, 'g'))) {
    const rest = joined.slice(match.index).replace(SWISS_SUFFIX, '$1');
    if (VAT.test(rest) && rest.length >= 8 && rest.length <= 16 && rest.replace(/\D/g, '').length >= 7) return rest;
  }
  for (const candidate of [country ?? '', ...UNMISTAKABLE]) {
    if (BARE_VAT.get(candidate)?.test(joined)) return candidate + joined;
  }
  return null;
}

/** An identifier without "No." before and punctuation round it; null without a letter or digit, or beyond 80 characters. */
export function parseId(text: string): string | null {
  const trimmed = text.replace(/^[\s:#.,;*=|–-]+|[\s:.,;*=|–-]+$/g, '').replace(NUMBER_SIGN, '');
  return /[\p{L}\p{N}]/u.test(trimmed) && trimmed.length <= LONGEST_ID ? trimmed : null;
}
