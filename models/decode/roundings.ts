import { heightOf, type PageWords, sameLine } from './page-words.ts';
import { CENTS, type DecimalMark, parseNumber } from './printed-numbers.ts';

const NAME = /^ro?und/i;
/** Cash is paid in steps of five cents; some round to ten. */
export const STEP = 5;
/** A rounding stands at most this many heights behind its name. */
const REACH = 40;

/** Whole cents. */
export const cents = (amount: number): number => Math.round(100 * amount);

/** The sizes in cents, from 1 to 5, of the amounts that a page calls a rounding. */
export function roundings(page: PageWords, mark: DecimalMark): number[] {
  const names = page.words.filter(({ text }) => NAME.test(text));
  return names.flatMap((name) =>
    page.words.flatMap(({ text, box }) => {
      const gap = box[0] - name.box[2];
      if (!CENTS.test(text) || gap < 0 || gap > REACH * heightOf(name.box) || !sameLine(name.box, box)) return [];
      const size = Math.abs(cents(Number(parseNumber(text, 'amount', mark))));
      return size > 0 && size <= STEP ? [size] : [];
    }),
  );
}
