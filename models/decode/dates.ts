/** Dates as printed in eight languages (EN, DE, FR, ES, IT, NL, PT, PL) to ISO 8601. */

const MONTH_PREFIXES = [
  'jan ene gen sty',
  'feb fev lut',
  'mar mae mrt maa',
  'apr abr avr kwi',
  'may mai mei mag maj',
  'jun giu cze juin',
  'jul lug lip juil',
  'aug ago aou sie',
  'sep set wrz',
  'oct okt ott out paz',
  'nov lis',
  'dec dez dic gru',
];
const MONTHS = new Map(
  MONTH_PREFIXES.flatMap((prefixes, index) => prefixes.split(' ').map((prefix) => [prefix, index + 1])),
);

const YEAR = String.raw`(?:19|20)\d\d`;
const YEAR_FIRST = new RegExp(String.raw`(?<!\d)(${YEAR})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)`);
const NUMERIC = String.raw`(?<!\d)(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(${YEAR}|\d\d(?!\d))`;
const NUMERIC_DATE = new RegExp(NUMERIC);
const NUMERIC_DATES = new RegExp(NUMERIC, 'g');
const DAY_MONTH_NAME = new RegExp(
  String.raw`(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|o|\.)?[\s\-/.,]*(?:de\s+|d')?([a-z]{3,})\.?[\s\-/.,']*(?:del?\s+|do\s+)?(${YEAR}|\d\d(?!\d))`,
);
const MONTH_NAME_DAY = new RegExp(String.raw`([a-z]{3,})\.?\s*(\d{1,2})(?:st|nd|rd|th)?[\s.,]+(${YEAR}|\d\d(?!\d))`);
const COMPACT = new RegExp(String.raw`(?<!\d)(?:(${YEAR})(\d\d)(\d\d)|(\d\d)(\d\d)(${YEAR}))(?!\d)`);
/** Two-digit years belong to 1980..2079. */
const FIRST_YEAR_OF_1900 = 80;

/** Lower case without accents. */
export function plain(text: string): string {
  return text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
}

/** The month a name or abbreviation begins with: four letters decide before three. */
function monthOf(name: string): number | undefined {
  return MONTHS.get(name.slice(0, 4)) ?? MONTHS.get(name.slice(0, 3));
}

function iso(year: string, month: string | number, day: string): string | null {
  const short = Number(year);
  const full = year.length > 2 ? short : short + (short < FIRST_YEAR_OF_1900 ? 2000 : 1900);
  const date = new Date(Date.UTC(full, Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return exists ? date.toISOString().slice(0, 10) : null;
}

/** Does this document write the day before the month? Numbers above 12 decide, else only US dollars say no. */
export function dayFirst(texts: readonly string[], currency: string | null): boolean {
  const isMonth = (value: number) => value >= 1 && value <= 12;
  const isLateDay = (value: number) => value > 12 && value <= 31;
  let firsts = 0;
  let seconds = 0;
  for (const text of texts) {
    for (const match of text.matchAll(NUMERIC_DATES)) {
      const [a, b] = [Number(match[1]), Number(match[2])];
      if (isLateDay(a) && isMonth(b)) firsts++;
      if (isLateDay(b) && isMonth(a)) seconds++;
    }
  }
  return firsts === seconds ? currency !== 'USD' : firsts > seconds;
}

/** The first date in a text as `YYYY-MM-DD`; the first pattern that matches decides. */
export function parseDate(text: string, dayBeforeMonth = true): string | null {
  const lowered = plain(text);
  const [, year, month = '', day = ''] = YEAR_FIRST.exec(lowered) ?? [];
  if (year) return iso(year, month, day);
  const [, a = '', b = '', numericYear] = NUMERIC_DATE.exec(lowered) ?? [];
  if (numericYear) {
    return dayBeforeMonth
      ? (iso(numericYear, b, a) ?? iso(numericYear, a, b))
      : (iso(numericYear, a, b) ?? iso(numericYear, b, a));
  }
  const [, namedDay = '', name = '', namedYear = ''] = DAY_MONTH_NAME.exec(lowered) ?? [];
  const named = monthOf(name);
  if (named) return iso(namedYear, named, namedDay);
  const [, leadingName = '', laterDay = '', laterYear = ''] = MONTH_NAME_DAY.exec(lowered) ?? [];
  const leading = monthOf(leadingName);
  if (leading) return iso(laterYear, leading, laterDay);
  const [, y1, m1 = '', d1 = '', d2 = '', m2 = '', y2] = COMPACT.exec(lowered) ?? [];
  if (y1) return iso(y1, m1, d1);
  return y2 ? iso(y2, m2, d2) : null;
}
