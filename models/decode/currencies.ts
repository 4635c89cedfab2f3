/** The currency of a document from its symbols and codes. */

const CODES = 'EUR|USD|GBP|CHF|PLN|SEK|NOK|DKK|CZK|HUF|RON|BGN|CAD|AUD|NZD|SGD|HKD|MYR|INR|JPY|CNY|BRL|MXN|ZAR|AED';
const CODE = new RegExp(`(?<![A-Za-z])(${CODES})(?![A-Za-z])`);
const SYMBOLS: readonly (readonly [string, string])[] = [
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['R$', 'BRL'],
  ['$', 'USD'],
  ['zł', 'PLN'],
  ['₹', 'INR'],
  ['¥', 'JPY'],
  ['Fr.', 'CHF'],
  ['Kč', 'CZK'],
];
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/(?<![A-Za-z])RM(?![A-Za-z])/, 'MYR'],
  [/(?<![A-Za-z])(?:EURO|[Ee]uro)[Ss]?(?![A-Za-z])/, 'EUR'],
  [/(?<![A-Za-z])(?:Rs|RS|Rupees|RUPEES)(?![A-Za-z])/, 'INR'],
];
/** Currencies that also print `$`. */
const OTHER_DOLLARS = ['CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN'];
const HEAVY_VOTE = 4;

/** The currency a word names: an ISO code in capitals, a symbol or a name, alone or beside digits. */
export function currencyOfWord(text: string): string | null {
  const code = CODE.exec(text)?.[1];
  if (code) return code;
  const signed = SYMBOLS.find(([symbol]) => text.includes(symbol));
  const named = signed ?? WORDS.find(([word]) => word.test(text));
  return named?.[1] ?? null;
}

export type CurrencyVote = { code: string; share: number; voters: number[] };

/**
 * The winning currency, its share of the votes and the places of its words. A word has one vote, one at a place in
 * `heavy` four. A `$` counts for another dollar where that dollar's code is printed.
 */
export function voteOnCurrency(texts: readonly string[], heavy: ReadonlySet<number>): CurrencyVote | null {
  const votes = new Map<string, number>();
  const voters = new Map<string, number[]>();
  texts.forEach((text, index) => {
    const code = currencyOfWord(text);
    if (code === null) return;
    votes.set(code, (votes.get(code) ?? 0) + (heavy.has(index) ? HEAVY_VOTE : 1));
    voters.set(code, [...(voters.get(code) ?? []), index]);
  });
  const other = OTHER_DOLLARS.find((code) => votes.has(code));
  const usd = votes.get('USD');
  if (other && usd !== undefined && !voters.get('USD')?.some((index) => texts[index]?.includes('USD'))) {
    votes.set(other, (votes.get(other) ?? 0) + usd);
    votes.delete('USD');
  }
  const ranked = [...votes].sort((a, b) => b[1] - a[1]);
  const [winner] = ranked;
  if (!winner) return null;
  const total = ranked.reduce((sum, [, count]) => sum + count, 0);
  return { code: winner[0], share: winner[1] / total, voters: voters.get(winner[0]) ?? [] };
}
