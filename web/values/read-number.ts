const CURRENCY = /[\p{Sc}]|\b[A-Z]{3}\b|\bRM\b/gu;
/** Digits in thousands, the Indian way of grouping included. */
const GROUPED = /^\d+$|^\d{1,3}([.,]\d{2,3})*$/;

/**
 * The decimal that a printed number says: "1.234,50 €" → "1234.50", "(8.79)" → "-8.79", "20 %" → "20". Of one separator
 * alone before exactly three digits the comma groups thousands and the point is a decimal point only in a quantity.
 * @returns null where the words are no number
 */
export function readNumber(words: string, kind: 'amount' | 'quantity'): string | null {
  const bare = words.replaceAll(CURRENCY, '').replaceAll(/[\s'’%*]/g, '');
  const negative = /^\(.*\)$/.test(bare) || /^[-−–]/.test(bare) || /[-−–]$/.test(bare);
  const digits = bare.replaceAll(/[()\-−–]/g, '');
  if (!/^\d[\d.,]*$/.test(digits)) return null;
  const at = decimalMark(digits, kind);
  const fraction = digits.slice(at + 1);
  if (!GROUPED.test(digits.slice(0, at)) || /[.,]/.test(fraction)) return null;
  const whole = digits
    .slice(0, at)
    .replaceAll(/[.,]/g, '')
    .replace(/^0+(?=\d)/, '');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Index of the decimal separator; the length where there is none. */
function decimalMark(digits: string, kind: 'amount' | 'quantity'): number {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last < 0) return digits.length;
  const mark = digits[last] ?? '';
  const other = mark === '.' ? ',' : '.';
  if (digits.includes(other)) return last;
  if (digits.indexOf(mark) !== last) return digits.length;
  const groupsThousands =
    digits.length - last - 1 === 3 && !digits.startsWith('0') && !(kind === 'quantity' && mark === '.');
  return groupsThousands ? digits.length : last;
}
