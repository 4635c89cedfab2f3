/** Characters of scripts that are written from right to left. */
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

export const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text);

/** Whether more of the texts read from right to left than from left to right; numbers have no say. */
export function mostlyRightToLeft(texts: readonly string[]): boolean {
  let balance = 0;
  for (const text of texts) balance += isRightToLeft(text) ? 1 : /\p{L}/u.test(text) ? -1 : 0;
  return balance > 0;
}

/**
 * Puts pieces that stand left to right on a line into the order in which they are read, where the line as a whole reads
 * from right to left: the pieces turned round, runs of numbers and Latin text within them kept (UAX #9, rule L2).
 */
export function logicalOrder<T>(visual: readonly T[], textOf: (piece: T) => string): T[] {
  const ordered: T[] = [];
  let leftToRight: T[] = [];
  let neutral: T[] = [];
  for (const piece of visual.toReversed()) {
    const text = textOf(piece);
    if (isRightToLeft(text)) {
      ordered.push(...leftToRight, ...neutral, piece);
      leftToRight = [];
      neutral = [];
    } else if (LETTER_OR_DIGIT.test(text)) {
      leftToRight = [piece, ...neutral.toReversed(), ...leftToRight];
      neutral = [];
    } else if (leftToRight.length > 0) neutral.push(piece);
    else ordered.push(piece);
  }
  return [...ordered, ...leftToRight, ...neutral];
}
