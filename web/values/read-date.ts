/** First letters of month names, enough to tell them apart in English, German, French, Spanish, Italian, Dutch and Portuguese. */
const months: readonly RegExp[] = [
  /^(jan|ene|gen)/,
  /^(feb|fév|fev)/,
  /^(mar|mär|mrz|maa|mrt)/,
  /^(apr|avr|abr)/,
  /^(may|mai|mag|mei)/,
  /^(jun|juin|giu)/,
  /^(jul|juil|lug)/,
  /^(aug|aoû|aou|ago)/,
  /^(sep|set)/,
  /^(oct|okt|ott|out)/,
  /^(nov)/,
  /^(dec|dez|déc|dic)/,
];

/** Two-digit years count as of this century. */
const CENTURY = 2000;

/**
 * The ISO date that printed words say: "31.12.2024", "12/31/2024", "5 mars 2024", "March 5, 2024". Where day and month
 * could be either, the day comes first.
 * @returns null where the words are no date
 */
export function readDate(words: string): string | null {
  const tokens = words.toLowerCase().match(/\d+|\p{L}{3,}/gu) ?? [];
  const named = tokens.findIndex((token) => months.some((month) => month.test(token)));
  const numbers = tokens.filter((token) => /^\d+$/.test(token));
  if (named >= 0) {
    const month = months.findIndex((pattern) => pattern.test(tokens[named] ?? '')) + 1;
    const [one, two] = numbers;
    if (one === undefined || two === undefined) return null;
    return one.length === 4 ? isoDate(one, month, two) : isoDate(two, month, one);
  }
  const [one, two, three] = numbers;
  if (one === undefined || two === undefined || three === undefined || numbers.length > 3) return null;
  if (one.length === 4) return isoDate(one, Number(two), three);
  return isoDate(three, Number(two), one) ?? isoDate(three, Number(one), two);
}

function isoDate(year: string, month: number, day: string): string | null {
  const fullYear = year.length === 2 ? CENTURY + Number(year) : Number(year);
  const date = new Date(Date.UTC(fullYear, month - 1, Number(day)));
  const exists =
    date.getUTCFullYear() === fullYear && date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day);
  return exists && fullYear >= 1900 ? date.toISOString().slice(0, 10) : null;
}
