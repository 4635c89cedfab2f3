import type { ValueType } from '../../schemas/fields.ts';
import type { Word } from '../../schemas/words.ts';
import { currencyOfWord } from './currencies.ts';
import { dayFirst, parseDate, plain } from './dates.ts';
import { parseBic, parseIban, parseId, parseVatId } from './identifiers.ts';
import { sameLine } from './page-words.ts';
import { type DecimalMark, decimalMark, parseNumber } from './printed-numbers.ts';
import { withoutRegisterNumber } from './register-numbers.ts';

const LONGEST_TEXT = 2000;

/** How a document writes numbers and dates, and the country its bare VAT numbers belong to. */
export type Habits = { decimalMark: DecimalMark; dayFirst: boolean; country: string | null };

/** Reads the habits off all words of a document. */
export function habitsOf(texts: readonly string[], currency: string | null, country: string | null): Habits {
  return { decimalMark: decimalMark(texts), dayFirst: dayFirst(texts, currency), country };
}

/** Words with spaces; where a new line begins, `lineBreak`, or a space after a comma. */
export function joinWords(words: readonly Word[], lineBreak: ' ' | ', ' = ' '): string {
  let text = '';
  words.forEach((word, index) => {
    const previous = words[index - 1];
    if (!previous) text = word.text;
    else if (lineBreak === ' ' || sameLine(previous.box, word.box) || text.endsWith(',')) text += ` ${word.text}`;
    else text += lineBreak + word.text;
  });
  return text;
}

/** A text without the separators round it. */
function trimText(text: string): string | null {
  const trimmed = text.replace(/^[\s:;,|•·*–-]+|[\s:;,|•·*–-]+$/g, '');
  return /[\p{L}\p{N}]/u.test(trimmed) ? trimmed.slice(0, LONGEST_TEXT) : null;
}

/**
 * The normalised value of a span of words, or null where they hold none of that type.
 * @param name field name; addresses join their lines with commas, names lose a register number behind them
 */
export function spanValue(name: string, type: ValueType, words: readonly Word[], habits: Habits): string | null {
  const text = joinWords(words);
  switch (type) {
    case 'date':
      return parseDate(text, habits.dayFirst);
    case 'amount':
    case 'unitPrice':
    case 'quantity':
    case 'rate':
      return parseNumber(text, type, habits.decimalMark);
    case 'iban':
      return parseIban(text);
    case 'bic':
      return parseBic(text);
    case 'vatId':
      return parseVatId(text, habits.country);
    case 'currency':
      return words.map((word) => currencyOfWord(word.text)).find((code) => code !== null) ?? null;
    case 'id':
      return parseId(text);
    case 'text':
      if (name.endsWith('Address')) return trimText(joinWords(words, ', '));
      return trimText(name.endsWith('Name') ? withoutRegisterNumber(trimText(text) ?? '') : text);
  }
}

/** Equal for values that differ in case, accents, punctuation and spaces only. */
export function comparisonKey(value: string): string {
  return plain(value).replace(/[^\p{L}\p{N}]+/gu, '') || value;
}
