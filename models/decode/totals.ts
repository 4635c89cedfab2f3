import type { Found, FoundFields } from './found.ts';
import { ALWAYS_PRINTED, RESCUE_ALWAYS_PRINTED, RESCUE_PROBABILITY } from './header-fields.ts';
import { wordsAt } from './page-words.ts';
import { cents, roundings, STEP } from './roundings.ts';
import { amountSpans, type ScoredPage, type Span } from './spans.ts';
import { type Habits, spanValue } from './values.ts';

/** The totals that are chosen together: what the words say of each, and whether the sums close. */
export const TOTALS = ['totalNet', 'totalTax', 'totalGross', 'totalPrepaid', 'amountDue'] as const;
/** Words below this probability are no candidates. */
const FLOOR = 0.02;
const MOST_CANDIDATES = 5;
/** Log-odds that a sum which closes adds: net + tax = gross, gross - prepaid = due, gross before and after its rounding. */
const CLOSES = 3;
/** Log-odds against a tax of another sign than its net total or beyond `HIGHEST_TAX`. */
const IMPLAUSIBLE = 4;
/** Share of the net total: no value added tax is higher, with room for other duties. */
const HIGHEST_TAX = 0.35;
/** Sums close to one cent: printed totals are rounded. */
const CENT = 0.011;
const LEAST_DOUBT = 1e-6;

type Support = { value: string; sum: number; best: Span };
/** A value of one total; `logOdds` are those against the total being absent. */
type Candidate = { logOdds: number; support: Support | null };
type Amount = number | null;
/** Printed roundings, and values that may be the gross total; in cents. */
type Rounding = { sizes: readonly number[]; printed: ReadonlySet<number> };

/** Absent first, then the values with the most support. Spans of one value add up. */
function candidates(name: (typeof TOTALS)[number], pages: readonly ScoredPage[], habits: Habits): Candidate[] {
  const supports = new Map<string, Support>();
  for (const scored of pages) {
    for (const span of amountSpans(name, scored, FLOOR)) {
      const value = spanValue(name, 'amount', wordsAt(scored.page, span.words), habits);
      if (value === null) continue;
      const known = supports.get(value) ?? { value, sum: 0, best: span };
      supports.set(value, {
        value,
        sum: known.sum + span.score,
        best: span.score > known.best.score ? span : known.best,
      });
    }
  }
  const ranked = [...supports.values()].sort((a, b) => b.sum - a.sum);
  const least = ALWAYS_PRINTED.includes(name) ? RESCUE_ALWAYS_PRINTED : RESCUE_PROBABILITY;
  const doubt = Math.max(LEAST_DOUBT, 1 - Math.max(0, ...ranked.map(({ best }) => best.score)));
  const absent = (least / (1 - least)) * doubt;
  return [
    { logOdds: 0, support: null },
    ...ranked.slice(0, MOST_CANDIDATES).map((support) => ({ logOdds: Math.log(support.sum / absent), support })),
  ];
}

/** The total before the printed rounding, where this one comes after it: a multiple of the step, which the other is not. */
function unrounded(gross: Amount, { sizes, printed }: Rounding): number | null {
  if (gross === null || cents(gross) % STEP !== 0) return null;
  const before = sizes.flatMap((size) => [cents(gross) - size, cents(gross) + size]);
  const found = before.find((total) => total % STEP !== 0 && printed.has(total));
  return found === undefined ? null : found / 100;
}

/** What speaks for these three together. */
function taxed(net: Amount, tax: Amount, gross: Amount): number {
  if (tax === null) return 0;
  const base = net ?? (gross === null ? null : gross - tax);
  if (base === null) return 0;
  if (tax * base < 0 || Math.abs(tax) > HIGHEST_TAX * Math.abs(base)) return -IMPLAUSIBLE;
  const closes = tax !== 0 && net !== null && gross !== null && Math.abs(net + tax - gross) < CENT;
  return closes ? CLOSES : 0;
}

/** What speaks for these three together. */
function paid(gross: Amount, prepaid: Amount, due: Amount): number {
  if (gross === null || due === null || !prepaid) return 0;
  return Math.abs(gross - Math.abs(prepaid) - due) < CENT ? CLOSES : 0;
}

/** One candidate a total, in the order of `TOTALS`, with its log-odds. */
type Assignment = { chosen: readonly Candidate[]; score: number };

function assignments(options: readonly (readonly Candidate[])[], sizes: readonly number[]): Assignment[] {
  const values =
    options[TOTALS.indexOf('totalGross')]?.flatMap(({ support }) => (support ? [support.value] : [])) ?? [];
  const rounding = { sizes, printed: new Set(values.map((value) => cents(Number(value)))) };
  const all = options.reduce<Candidate[][]>(
    (heads, tails) => heads.flatMap((head) => tails.map((tail) => [...head, tail])),
    [[]],
  );
  return all.map((chosen) => {
    const [net = null, tax = null, gross = null, prepaid = null, due = null] = chosen.map(({ support }) =>
      support ? Number(support.value) : null,
    );
    const alone = chosen.reduce((sum, candidate) => sum + candidate.logOdds, 0);
    const before = unrounded(gross, rounding);
    // A tax as small as a rounding is one.
    const taxable = before !== null && cents(tax ?? 0) > STEP ? before : gross;
    const sums = taxed(net, tax, taxable) + paid(gross, prepaid, due) + (before === null ? 0 : CLOSES);
    return { chosen, score: alone + sums };
  });
}

/** The likeliest assignment. `raw` is the marginal probability of a value over all assignments. */
export function totals(pages: readonly ScoredPage[], habits: Habits): FoundFields {
  const options = TOTALS.map((name) => candidates(name, pages, habits));
  const sizes = pages.flatMap(({ page }) => roundings(page, habits.decimalMark));
  const weighed = assignments(options, sizes);
  const best = weighed.reduce((first, other) => (other.score > first.score ? other : first));
  const weights = weighed.map(({ score }) => Math.exp(score - best.score));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const fields: FoundFields = {};
  for (const [place, name] of TOTALS.entries()) {
    const support = best.chosen[place]?.support;
    if (!support) continue;
    const same = weights.filter((_, index) => weighed[index]?.chosen[place]?.support === support);
    const raw = same.reduce((sum, weight) => sum + weight, 0) / all;
    const value = name === 'totalPrepaid' ? support.value.replace(/^-/, '') : support.value;
    const { page, box, words } = support.best;
    fields[name] = { value, raw, page, box, words, source: 'specialist' } satisfies Found;
  }
  return fields;
}
