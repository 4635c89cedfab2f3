import { fieldNames } from '../../schemas/fields.ts';
import type { Box } from '../../schemas/place.ts';
import type { FieldName } from './header-fields.ts';
import { isCountryCode } from './identifiers.ts';
import { labelTypes } from './label-types.ts';
import { type PageWords, union, wordsAt } from './page-words.ts';
import { segmentsOf } from './segments.ts';
import type { ScoredPage } from './spans.ts';
import type { TypeScores } from './type-scores.ts';

/** A word of this probability is of its family, or of a field that no party has. */
export const SURE = 0.5;
/** A piece is taken whole when its words reach this probability on average: the model may miss words, not a gap. */
export const WHOLE = 0.25;
const SEPARATOR = /^[^\p{L}\p{N}_&+]+$/u;
const LETTER = /\p{L}/u;
const POSTCODE = /^(?:[0-9]{4,5}(?![0-9])|[0-9]{2}-[0-9]{3}(?![0-9]))/;
const DIGITS = /[0-9].*[0-9]/;

const FAMILIES = ['Name', 'Address'] as const;
type Family = (typeof FAMILIES)[number];

/** Header fields that hold names, and addresses, in the order of the vocabulary. */
export const partyFields: Readonly<Record<Family, readonly FieldName[]>> = {
  Name: fieldNames.filter((name) => name.endsWith('Name')),
  Address: fieldNames.filter((name) => name.endsWith('Address')),
};
const otherTypes = [...labelTypes.keys()].filter(
  (name) => !FAMILIES.some((family) => partyFields[family].some((field) => field === name)),
);

/**
 * Words of one line, from left to right, for the party field that fits them best; `probability` is their mean.
 * `sure`: is there a word that is rather of this family than not? `begins`: is the first such word labelled B?
 * `postcode`: does the line begin with one?
 */
export type Piece = {
  field: FieldName;
  words: number[];
  box: Box;
  probability: number;
  sure: boolean;
  begins: boolean;
  postcode: boolean;
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The probability of all fields of a family together. */
export function ofFamily(scores: TypeScores, index: number, family: Family): number {
  let total = 0;
  for (const name of partyFields[family]) total += scores.probability(index, name);
  return total;
}

/** The first of the greatest. */
function greatest<T>(options: readonly [T, ...T[]], score: (option: T) => number): T {
  return options.reduce((best, option) => (score(option) > score(best) ? option : best), options[0]);
}

function likeliestField(family: Family, score: (name: FieldName) => number): FieldName {
  const [first, ...rest] = partyFields[family];
  if (!first) throw new RangeError(`no field is a ${family}`);
  return greatest([first, ...rest], score);
}

/** Parts without separators and words of other fields, each of one family as far as words are sure. */
function cut(segment: readonly number[], { page, scores }: ScoredPage): number[][] {
  const parts: number[][] = [[]];
  let family: Family | undefined;
  for (const index of segment) {
    const foreign = otherTypes.some((name) => scores.probability(index, name) >= SURE);
    if (foreign || SEPARATOR.test(page.words[index]?.text ?? '')) {
      parts.push([]);
      family = undefined;
      continue;
    }
    const own = FAMILIES.find((one) => ofFamily(scores, index, one) >= SURE);
    if (own && family && own !== family) parts.push([]);
    family = own ?? family;
    parts.at(-1)?.push(index);
  }
  return parts.filter((part) => part.length > 0);
}

/** A caption or a register number at the edge of a name that the model does not take for a part of it. */
function isBeside(index: number, family: Family, { page, scores }: ScoredPage): boolean {
  const text = page.words[index]?.text ?? '';
  if (ofFamily(scores, index, family) >= SURE) return false;
  return text.endsWith(':') || (family === 'Name' && DIGITS.test(text));
}

function isCodeBeforePostcode([first, second]: readonly number[], page: PageWords): boolean {
  const textOf = (index: number | undefined) => page.words[index ?? -1]?.text ?? '';
  return isCountryCode(textOf(first)) && POSTCODE.test(textOf(second));
}

/** The words of a part that belong together, for their likeliest field. */
function pieceOf(part: readonly number[], scored: ScoredPage): Piece {
  const { page, scores } = scored;
  const mass = (family: Family) => sum(part.map((index) => ofFamily(scores, index, family)));
  const family = greatest<Family>(['Name', 'Address'], mass);
  const sure = [...part.keys()].filter((place) => ofFamily(scores, part[place] ?? -1, family) >= SURE);
  const [firstSure] = sure;
  const opening = part[firstSure ?? -1];
  const begins =
    opening !== undefined &&
    scores.starts(
      opening,
      likeliestField(family, (name) => scores.probability(opening, name)),
    );
  const whole = mass(family) / part.length >= WHOLE;
  let first = (whole && !begins ? undefined : firstSure) ?? 0;
  let end = 1 + ((whole ? undefined : sure.at(-1)) ?? part.length - 1);
  while (end - first > 1 && isBeside(part[first] ?? -1, family, scored)) first++;
  while (end - first > 1 && isBeside(part[end - 1] ?? -1, family, scored)) end--;
  if (family === 'Address' && end - first > 1 && isCodeBeforePostcode(part.slice(first), page)) first++;
  const words = part.slice(first, end);
  const mean = (name: FieldName) => sum(words.map((index) => scores.probability(index, name))) / words.length;
  const field = likeliestField(family, mean);
  const box = union(wordsAt(page, words).map((word) => word.box));
  const postcode = POSTCODE.test(page.words[words[0] ?? -1]?.text ?? '');
  return { field, words, box, probability: mean(field), sure: sure.length > 0, begins, postcode };
}

/** All pieces of a page, in the order of its segments; a name has a letter. */
export function partyPieces(scored: ScoredPage): Piece[] {
  const pieces = segmentsOf(scored.page).flatMap((segment) =>
    cut(segment, scored).map((part) => pieceOf(part, scored)),
  );
  const hasLetter = (piece: Piece) => wordsAt(scored.page, piece.words).some((word) => LETTER.test(word.text));
  return pieces.filter((piece) => piece.field.endsWith('Address') || hasLetter(piece));
}
