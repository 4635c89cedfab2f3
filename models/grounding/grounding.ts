import { Decimal } from 'decimal.js';
import { type FieldName, fieldTypes, type ValueType } from '../../schemas/fields.ts';
import type { Box, Place } from '../../schemas/place.ts';
import { decimalString } from '../../schemas/primitives.ts';
import { valueSchemas } from '../../schemas/values.ts';
import type { Page } from '../../schemas/words.ts';
import { documentHabits } from '../decode/document-habits.ts';
import { type PageWords, union, visibleWords, wordsAt } from '../decode/page-words.ts';
import { plainDecimal } from '../decode/printed-numbers.ts';
import { comparisonKey, type Habits, spanValue } from '../decode/values.ts';
import { placesOf } from '../document-evidence.ts';
import { findText, type TextSpan } from './find-text.ts';

/** A value with the span of words that normalises to it. */
export type Grounded = { value: string; page: number; box: Box; places: Place[] };

type SpanType = Exclude<ValueType, 'text'>;
/** Words that a value of each type is printed in at most. */
const LONGEST_SPAN: Record<SpanType, number> = {
  id: 5,
  date: 7,
  amount: 4,
  quantity: 3,
  unitPrice: 4,
  rate: 3,
  currency: 1,
  iban: 10,
  bic: 4,
  vatId: 6,
};
const WITH_CENTS = /\d[.,]\d{2}\D*$/;
const LEAST_DECIMALS: Partial<Record<ValueType, number>> = { amount: 2, unitPrice: 2, quantity: 0, rate: 0 };

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Digits that every print of a value holds in a row: what lacks them need not be parsed. */
function tellingDigits(type: SpanType, wanted: string): string {
  switch (type) {
    case 'amount':
    case 'unitPrice':
    case 'quantity':
    case 'rate':
      return digitsOf(wanted.replace(/\..*/, '')).replace(/^0+/, '');
    case 'date':
      return wanted.slice(2, 4);
    default:
      return digitsOf(wanted);
  }
}

/**
 * Finds claimed values in the words of a document. A claim is kept only where some span of words normalises to it;
 * where it stands several times, the shortest, then the first span counts.
 */
export class Grounding {
  readonly #pages: readonly PageWords[];
  readonly #habits: Habits;
  /** Digits of each word of each page. */
  readonly #digits: readonly (readonly string[])[];

  constructor(pages: readonly Page[]) {
    this.#pages = pages.map(visibleWords);
    this.#habits = documentHabits(this.#pages);
    this.#digits = this.#pages.map(({ words }) => words.map(({ text }) => digitsOf(text)));
  }

  /** The grounded value, normalised, or null where no span of the document's words normalises to the claim. */
  find(field: FieldName, claim: string): Grounded | null {
    const type = fieldTypes[field];
    const wanted = this.#normalise(field, type, claim);
    if (wanted === null) return null;
    const span = type === 'text' ? findText(this.#pages, wanted) : this.#findSpan(field, type, wanted);
    const page = this.#pages[span?.page ?? -1];
    if (!span || !page) return null;
    const words = wordsAt(page, span.words);
    const value = type === 'text' ? spanValue(field, type, words, this.#habits) : wanted;
    const box = union(words.map((word) => word.box));
    return value === null ? null : { value, page: span.page, box, places: placesOf(page, span.page, span.words) };
  }

  /**
   * Every different value of a field's type that the pages print and `isValid` knows, in reading order, each with its
   * first span. Of amounts only those printed with their cents.
   */
  printed(field: FieldName, isValid: (value: string) => boolean = () => true): Grounded[] {
    const type = fieldTypes[field];
    if (type === 'text' || type === 'id') return [];
    const found = new Map<string, Grounded>();
    for (const [page, words] of this.#pages.entries()) {
      let before = -1;
      for (let start = 0; start < words.words.length; start++) {
        const span = this.#printedFrom(field, type, words, start, isValid);
        // The same words read on from the next one: what stood before them is no part of the value.
        const isTighter = span !== null && before === span.words.at(-1);
        before = span?.words.at(-1) ?? -1;
        if (!span || (found.has(span.value) && !isTighter)) continue;
        const box = union(wordsAt(words, span.words).map((word) => word.box));
        found.set(span.value, { value: span.value, page, box, places: placesOf(words, page, span.words) });
      }
    }
    return [...found.values()];
  }

  /** The shortest value that begins at a word. */
  #printedFrom(field: FieldName, type: SpanType, page: PageWords, start: number, isValid: (value: string) => boolean) {
    for (let length = 1; length <= Math.min(LONGEST_SPAN[type], page.words.length - start); length++) {
      const words = page.words.slice(start, start + length);
      if (type === 'amount' && !WITH_CENTS.test(words.at(-1)?.text ?? '')) continue;
      // A VAT number counts only with its country printed: any nine digits would do without.
      const value = spanValue(field, type, words, { ...this.#habits, country: null });
      if (value !== null && isValid(value)) return { value, words: words.map((_, offset) => start + offset) };
    }
    return null;
  }

  /** A claim as it should be (an ISO date, a decimal …), else as the document would print it. */
  #normalise(field: FieldName, type: ValueType, claim: string): string | null {
    const trimmed = claim.trim();
    const decimals = LEAST_DECIMALS[type];
    if (decimals !== undefined && decimalString.safeParse(trimmed).success) {
      return plainDecimal(new Decimal(trimmed), decimals);
    }
    const words = trimmed.split(/\s+/).map((text) => ({ text, box: [0, 0, 1, 1] satisfies Box as Box }));
    const read = valueSchemas[type].safeParse(spanValue(field, type, words, this.#habits) ?? trimmed);
    return read.success ? read.data : null;
  }

  #findSpan(field: FieldName, type: SpanType, wanted: string): TextSpan | null {
    const same = (value: string | null) =>
      value !== null && (type === 'id' ? comparisonKey(value) === comparisonKey(wanted) : value === wanted);
    const digits = tellingDigits(type, wanted);
    const readings = type === 'date' ? [true, false] : [this.#habits.dayFirst];
    for (let length = 1; length <= LONGEST_SPAN[type]; length++) {
      for (const [page, { words }] of this.#pages.entries()) {
        for (let start = 0; start + length <= words.length; start++) {
          const printed = this.#digits[page]?.slice(start, start + length).join('') ?? '';
          if (!printed.includes(digits)) continue;
          const span = words.slice(start, start + length);
          const reads = (dayFirst: boolean) => spanValue(field, type, span, { ...this.#habits, dayFirst });
          if (readings.some((dayFirst) => same(reads(dayFirst)))) {
            return { page, words: span.map((_, offset) => start + offset) };
          }
        }
      }
    }
    return null;
  }
}
