import { labelType } from './label-types.ts';
import { heightOf, middleOf, type PageWords, sameLine, wordsAt } from './page-words.ts';
import { CENTS } from './printed-numbers.ts';
import { DIGIT, makeSpan, type ScoredPage, type Span } from './spans.ts';
import { type TableRow, TOTAL } from './table-rows.ts';
import { type Habits, spanValue } from './values.ts';

/** Products and totals differ by less. */
export const CENT = 0.011;
/** Log-odds that a product which closes adds to its numbers. */
const CLOSES = 3;
/** A word's probability counts as at least this: the product knows better. */
const LEAST = 0.02;
const MOST_NUMBERS = 8;
/** A space within a number, in heights. */
const SPACE = 0.5;
const LEAST_DOUBT = 1e-9;

/** `known` cells must be there, `sought` ones are looked for among the numbers of the row. */
type Product = {
  known: readonly string[];
  sought: readonly string[];
  holds: (known: readonly number[], sought: readonly number[]) => boolean;
};

function isTax(rate = 0, base = 0, amount = 0): boolean {
  return rate > 0 && base !== 0 && Math.abs((rate * base) / 100 - amount) < CENT;
}

/** Quantity x unit price = total. */
const ITEM: Product = {
  known: [TOTAL],
  sought: ['line.quantity', 'line.unitPrice'],
  holds: ([total = 0], [quantity = 0, price = 0]) => total !== 0 && Math.abs(quantity * price - total) < CENT,
};
/** The same where the total is not known or is not the product; a quantity of 1 tells nothing of another total. */
const TOTAL_OF_ITEM: Product = {
  known: ['line.quantity', 'line.unitPrice'],
  sought: [TOTAL],
  holds: ([quantity = 0, price = 0], [total = 0]) => total !== 0 && Math.abs(quantity * price - total) < CENT,
};
/** Rate x base = tax. */
export const TAX: Product = {
  known: [],
  sought: ['tax.rate', 'tax.base', 'tax.amount'],
  holds: (_, [rate, base, amount]) => isTax(rate, base, amount),
};
/** The same in a row that looks like an item. */
export const TAX_AMONG_ITEMS: Product = {
  known: ['line.taxRate', TOTAL],
  sought: ['line.unitPrice'],
  holds: ([rate, amount], [base]) => isTax(rate, base, amount),
};

const LETTER = /\p{L}/u;
const NAME = /[0-9]{7}/;

/** Cents, or digits without letters; long rows of digits name something. */
const isNumber = (text: string): boolean =>
  CENTS.test(text) || (DIGIT.test(text) && !LETTER.test(text) && !NAME.test(text));

type Option = { span: Span; number: number };

function raised(span: Span): Span {
  const odds = (Math.exp(CLOSES) * span.score) / Math.max(LEAST_DOUBT, 1 - span.score);
  return { ...span, score: odds / (1 + odds) };
}

function choices(options: readonly (readonly Option[])[]): Option[][] {
  return options.reduce<Option[][]>(
    (heads, tails) => heads.flatMap((head) => tails.map((tail) => [...head, tail])),
    [[]],
  );
}

const THOUSANDS = /^[-−]?[0-9]{1,3}$/;
const HUNDREDS = /^[0-9]{3}([.,][0-9]{2,4})?$/;

/** Each word alone, and where a space parts the thousands of a number its words together. */
function numbersOf(words: readonly number[], page: PageWords): number[][] {
  const textOf = (index: number) => page.words[index]?.text ?? '';
  const grouped = words.flatMap((index) => {
    const both = wordsAt(page, words.includes(index + 1) ? [index, index + 1] : []);
    const [a, b] = both;
    const near = a && b && sameLine(a.box, b.box) && b.box[0] - a.box[2] <= SPACE * heightOf(a.box);
    return near && THOUSANDS.test(textOf(index)) && HUNDREDS.test(textOf(index + 1)) ? [[index, index + 1]] : [];
  });
  return [...words.map((index) => [index]), ...grouped];
}

/** The likeliest cells, known ones first, for which the product holds; their scores are raised. */
export function closingCells(wanted: Product, row: TableRow, scored: ScoredPage, habits: Habits): Span[] | null {
  const known = wanted.known.flatMap((name) => row.cells.get(name) ?? []);
  if (known.length < wanted.known.length) return null;
  const taken = new Set(known.flatMap((cell) => cell.words));
  const inside = [...scored.page.words.entries()].flatMap(([index, { text, box }]) => {
    const within = row.top <= middleOf(box) && middleOf(box) <= row.bottom;
    return isNumber(text) && within && !taken.has(index) ? [index] : [];
  });
  if (inside.length > MOST_NUMBERS) return null;
  const numbers = numbersOf(inside, scored.page);
  const numbered = (span: Span): Option[] => {
    const value = spanValue(span.name, labelType(span.name), wordsAt(scored.page, span.words), habits);
    return value === null ? [] : [{ span, number: Number(value) }];
  };
  const sought = wanted.sought.map((name) => {
    const cell = row.cells.get(name);
    const spans = numbers.map((words) => makeSpan(name, scored, words, LEAST));
    return [...(cell ? [cell] : []), ...spans].flatMap(numbered);
  });
  let best: Option[] | null = null;
  let highest = 0;
  for (const choice of choices([...known.map(numbered), ...sought])) {
    const words = choice.flatMap(({ span }) => span.words);
    const score = choice.reduce((all, { span }) => all * span.score, 1);
    if (score <= highest || new Set(words).size < words.length) continue;
    const values = choice.map(({ number }) => number);
    if (!wanted.holds(values.slice(0, known.length), values.slice(known.length))) continue;
    [best, highest] = [choice, score];
  }
  return best?.map(({ span }) => raised(span)) ?? null;
}

/** The cells of an item that its product tells; none in a row with a discount. */
export function productOf(row: TableRow, scored: ScoredPage, habits: Habits): Span[] | null {
  if (row.cells.has('line.discount')) return null;
  const product = closingCells(ITEM, row, scored, habits);
  const quantity = row.cells.get('line.quantity');
  if (product || !quantity) return product;
  const value = spanValue(quantity.name, labelType(quantity.name), wordsAt(scored.page, quantity.words), habits);
  return row.cells.has(TOTAL) && Number(value) === 1 ? null : closingCells(TOTAL_OF_ITEM, row, scored, habits);
}

/** Takes cells into the row; others lose their place where they share a word with one of them. */
export function putCells(row: TableRow, cells: readonly Span[]): void {
  const used = new Set(cells.flatMap((cell) => cell.words));
  for (const [name, cell] of [...row.cells]) {
    const replaced = cells.some((one) => one.name === name);
    if (!replaced && cell.words.some((index) => used.has(index))) row.cells.delete(name);
  }
  for (const cell of cells) row.cells.set(cell.name, cell);
}
