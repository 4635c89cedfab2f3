import { parseDate, plain } from '../../models/decode/dates.ts';
import { sameLine } from '../../models/decode/page-words.ts';
import type { Word } from '../../schemas/words.ts';

/** Fewer rows are a label, a stamp or a slip, not a receipt. */
const FEWEST_ROWS = 5;
const amount = (point: string) =>
  new RegExp(String.raw`(?<![\d.,:/-])(?:\d{1,3}(?:[.,' ]\d{3})+|\d{1,7})${point}\d\d(?![\d:/-]|[.,]\d)`, 'g');
/** A money amount with its cents, as printed. */
const AMOUNT = amount(String.raw`[.,]\s?`);
/** The same where the row says that it is one: recognition loses points and commas. */
const LOOSE_AMOUNT = amount(String.raw`[., ]\s?`);
/** What stands before the sum to pay, in the languages that Docket reads (DE, EN, ES, FR, IT, NL, PL, PT). */
const TOTAL_WORD =
  /\b(\w*tota[l1i]\w*|amount|amt|sum|summe|gesamt\w*|\w*betrag|zu zahlen|montant|net a payer|importe|importo|bedrag|te betalen|razem|suma|do zaplaty|kwota|valor|a pagar)\b/;

/** A date in figures, of which recognition may have lost some. */
const DATE_LIKE = /(?<!\d)\d{1,4}([-/.])\d{1,2}\1\d{1,4}/;

/** What a paper says of itself that tells it from its neighbours. */
export interface PaperText {
  /** Money amounts on all rows. */
  amounts: number;
  /** A row speaks of a total and states it. */
  namesTotal: boolean;
  /** Digits of the amounts on the rows that speak of a total, else of all amounts; the greatest first. */
  totals: string[];
}

function rowsOf(words: readonly Word[]): string[] {
  const rows: Word[][] = [];
  for (const word of words) {
    const last = rows.at(-1)?.at(-1);
    if (last && sameLine(last.box, word.box)) rows.at(-1)?.push(word);
    else rows.push([word]);
  }
  return rows.map((row) => plain(row.map(({ text }) => text).join(' ')));
}

const amountsOf = (row: string, pattern: RegExp): string[] =>
  (row.match(pattern) ?? []).map((amount) => amount.replace(/\D/g, ''));

/** What makes a paper a document of its own: several rows, a date, and amounts; null where one of them is missing. */
export function ownDocument(words: readonly Word[]): PaperText | null {
  const rows = rowsOf(words);
  if (rows.length < FEWEST_ROWS || !rows.some((row) => DATE_LIKE.test(row) || parseDate(row) !== null)) return null;
  const amounts = rows.flatMap((row) => amountsOf(row, AMOUNT));
  const named = rows.filter((row) => TOTAL_WORD.test(row)).flatMap((row) => amountsOf(row, LOOSE_AMOUNT));
  const totals = named.length > 0 ? named : amounts;
  if (totals.length === 0) return null;
  const descending = totals.toSorted((a, b) => Number(b) - Number(a));
  return { amounts: amounts.length, namesTotal: named.length > 0, totals: descending };
}

/**
 * Whether no paper states the total of another: a payment slip names the total of its invoice, a card slip that of its
 * receipt.
 */
export function haveTotalsOfTheirOwn(papers: readonly PaperText[]): boolean {
  return papers.every(({ totals: [greatest = ''] }, index) =>
    papers.every((other, place) => place === index || !other.totals.includes(greatest)),
  );
}
