import type { Page, Word } from '../../schemas/words.ts';
import { plain } from '../decode/dates.ts';
import { documentHabits } from '../decode/document-habits.ts';
import { type PageWords, sameLine, visibleWords } from '../decode/page-words.ts';
import { CENTS, parseNumber } from '../decode/printed-numbers.ts';

/** Amounts on one line behind a name of what is to be paid. */
export interface NamedTotal {
  /** The name as printed. */
  name: string;
  /** Decimal strings, in the order of the line. */
  amounts: string[];
}

/** What invoices call the sum to be paid, in lower case without accents. */
const NAMES = new RegExp(
  String.raw`\b(?:${[
    String.raw`(?:grand |invoice )?total(?: amount)?(?: due| payable| to pay| incl\S*| gross| ttc| general| a pagar| factura)?`,
    '(?:amount|balance) (?:due|payable)',
    'rechnungsbetrag|gesamtbetrag|gesamtsumme|rechnungssumme|endbetrag|endsumme|zahlbetrag|zahlungsbetrag|bruttobetrag',
    'zu zahlen(?:der betrag)?|gesamt|summe',
    'montant (?:total|ttc|a payer)|net a payer',
    'importe total|valor total',
    'totale(?: fattura| documento| da pagare)?|netto a pagare|importo totale',
    'totaalbedrag|factuurbedrag|te betalen|totaal',
    'do zaplaty|razem|att betala|i alt',
  ].join('|')})\b`,
);
/** What makes a sum of one of another kind. */
const OTHER_SUMS =
  /\b(?:sub|zwischen|sous|net|netto|nett|ht|hors|excl\S*|ohne|zzgl|tax\S*|vat|mwst|ust|gst|tva|iva|btw|steuer\S*|rabatt\S*|discount\S*|remise\S*|skonto|deposit|prepaid|anzahlung\S*|paid|bezahlt|qty|quantity|menge|item\S*|saving\S*|points|kg|stunden|hours|old|previous|vor\S*|change|cash|round\S*)\b/;
const INCLUDING = /\bincl|\binkl|\bttc|\bbrutto|\bgross|netto a pagare|net a payer/;

/** The words of a page by the rows they stand in, each from left to right. */
function rowsOf({ words }: PageWords): Word[][] {
  const rows: Word[][] = [];
  for (const word of words.toSorted((a, b) => a.box[1] - b.box[1])) {
    const row = rows.findLast((candidate) => candidate[0] && sameLine(candidate[0].box, word.box));
    if (row) row.push(word);
    else rows.push([word]);
  }
  return rows.map((row) => row.toSorted((a, b) => a.box[0] - b.box[0]));
}

/** Every line of the pages that names a sum to be paid and states an amount with its cents behind the name. */
export function namedTotals(pages: readonly Page[]): NamedTotal[] {
  const visible = pages.map(visibleWords);
  const { decimalMark } = documentHabits(visible);
  return visible.flatMap(rowsOf).flatMap((row) => {
    const text = plain(row.map((word) => word.text).join(' '));
    const named = NAMES.exec(text);
    if (!named || (OTHER_SUMS.test(text) && !INCLUDING.test(text))) return [];
    const behind = text.slice(named.index + named[0].length);
    const amounts = behind
      .split(/ (?=[^\d]*\d)/)
      .filter((piece) => CENTS.test(piece))
      .flatMap((piece) => parseNumber(piece, 'amount', decimalMark) ?? []);
    return amounts.length > 0 ? [{ name: named[0], amounts }] : [];
  });
}
