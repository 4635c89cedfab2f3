import { voteOnCurrency } from './currencies.ts';
import { compact, parseIban } from './identifiers.ts';
import type { PageWords } from './page-words.ts';
import { type Habits, habitsOf } from './values.ts';

const CURRENCY_COUNTRY = new Map([
  ['PLN', 'PL'],
  ['GBP', 'GB'],
]);
/** Countries by what they call the tax number. Spanish numbers, also called NIF, are told by their shape. */
const NAME_COUNTRY = new Map([
  ['NIP', 'PL'],
  ['NIF', 'PT'],
  ['NIPC', 'PT'],
  ['CONTRIBUINTE', 'PT'],
]);
/** An IBAN is printed in at most eight groups behind its name. */
const IBAN_WORDS = 9;

/** The country of the first IBAN behind that word, else of the first name of a tax number, else the currency's. */
function countryOf(texts: readonly string[], currency: string | null): string | null {
  for (const [index, text] of texts.entries()) {
    if (!text.toUpperCase().startsWith('IBAN')) continue;
    const iban = parseIban(texts.slice(index, index + IBAN_WORDS).join(' '));
    if (iban) return iban.slice(0, 2);
  }
  const named = texts.map((text) => NAME_COUNTRY.get(compact(text))).find((country) => country !== undefined);
  return named ?? CURRENCY_COUNTRY.get(currency ?? '') ?? null;
}

/** How this document writes dates and numbers, from all its words. */
export function documentHabits(pages: readonly PageWords[]): Habits {
  const texts = pages.flatMap((page) => page.words.map((word) => word.text));
  const currency = voteOnCurrency(texts, new Set())?.code ?? null;
  return habitsOf(texts, currency, countryOf(texts, currency));
}
