import { Decimal } from 'decimal.js';
import { voteOnCurrency } from './currencies.ts';
import type { Found, FoundFields } from './found.ts';
import type { PageWords } from './page-words.ts';
import { plainDecimal } from './printed-numbers.ts';

/** Words this far before and after a total count as beside it for the currency. */
const NEIGHBOURS = 1;

/** The currency most words name; words of and beside the totals weigh more. */
export function currencyByVote(pages: readonly PageWords[], fields: FoundFields): Found | null {
  const words = pages.flatMap((page, number) => page.words.map((word, index) => ({ word, number, index })));
  const firstOfPage = pages.map((_, number) =>
    pages.slice(0, number).reduce((sum, page) => sum + page.words.length, 0),
  );
  const heavy = new Set<number>();
  for (const total of [fields.totalGross, fields.amountDue]) {
    for (const word of total?.words ?? []) {
      const at = (firstOfPage[total?.page ?? 0] ?? 0) + word;
      for (let near = at - NEIGHBOURS; near <= at + NEIGHBOURS; near++) heavy.add(near);
    }
  }
  const winner = voteOnCurrency(
    words.map(({ word }) => word.text),
    heavy,
  );
  const place = words[winner?.voters[0] ?? -1];
  if (!winner || !place) return null;
  const { word, number, index } = place;
  return { value: winner.code, raw: winner.share, page: number, box: word.box, words: [index], source: 'rule' };
}

/** Is it the only tax row, its missing amount is the total tax and its missing base the net total. */
function completeOnlyTaxRow(fields: FoundFields, taxes: readonly FoundFields[]): void {
  const [only, another] = taxes;
  if (!only || another) return;
  if (!only.amount && fields.totalTax) only.amount = { ...fields.totalTax, source: 'rule' };
  if (!only.base && fields.totalNet) only.base = { ...fields.totalNet, source: 'rule' };
}

/** Without a total tax, and with an amount in every tax row: their sum. */
function sumTaxRows(fields: FoundFields, taxes: readonly FoundFields[]): void {
  const amounts = taxes.flatMap((row) => (row.amount ? [row.amount] : []));
  const [first] = amounts;
  if (fields.totalTax || !first || amounts.length < taxes.length) return;
  const total = amounts.reduce((sum, amount) => sum.plus(amount.value), new Decimal(0));
  const raw = Math.min(...amounts.map((amount) => amount.raw));
  fields.totalTax = { ...first, value: plainDecimal(total, 2), raw, source: 'rule' };
}

/** Without an amount due: the gross total less what is prepaid. Without a gross total and nothing prepaid: the amount due. */
function completeTotals(fields: FoundFields): void {
  const { totalGross: gross, amountDue: due, totalPrepaid: prepaid } = fields;
  if (!due && gross) {
    const rest = new Decimal(gross.value).minus(prepaid ? new Decimal(prepaid.value).abs() : 0);
    const raw = Math.min(gross.raw, prepaid?.raw ?? gross.raw);
    fields.amountDue = { ...gross, value: plainDecimal(rest, 2), raw, source: 'rule' };
  } else if (!gross && due && !prepaid) {
    fields.totalGross = { ...due, source: 'rule' };
  }
}

/** Completes fields and taxes in place with values that follow from others on the page. */
export function derive(fields: FoundFields, taxes: readonly FoundFields[]): void {
  completeOnlyTaxRow(fields, taxes);
  sumTaxRows(fields, taxes);
  completeTotals(fields);
}
