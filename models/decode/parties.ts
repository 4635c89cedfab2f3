import type { FoundFields } from './found.ts';
import { choose, type FieldName } from './header-fields.ts';
import { heightOf, middleOf, union, wordsAt } from './page-words.ts';
import { type Piece, partyFields, partyPieces } from './party-pieces.ts';
import { DIGIT, type ScoredPage, type Span } from './spans.ts';
import type { Habits } from './values.ts';

/** Pieces of one text on one line lie at most this many heights apart. */
const BESIDE_GAP = 3;
/** Lines of one address lie at most this many heights apart. */
const LINE_GAP = 1;
/** The line with the postcode may lie further below its street. */
const TOWN_GAP = 2.5;
/** A party without a sure word takes pieces of this probability. */
const RESCUE_PROBABILITY = 0.25;
/** Hardly a document is without its seller. */
const RESCUE_SELLER = 0.1;

function continues(upper: Piece, lower: Piece): boolean {
  const height = (heightOf(upper.box) + heightOf(lower.box)) / 2;
  const vertical = Math.max(upper.box[1], lower.box[1]) - Math.min(upper.box[3], lower.box[3]);
  const horizontal = Math.max(upper.box[0], lower.box[0]) - Math.min(upper.box[2], lower.box[2]);
  if (vertical <= -0.5 * height) return horizontal <= BESIDE_GAP * height;
  const another = lower.begins && lower.field.endsWith('Name');
  const town = lower.postcode && !upper.postcode;
  return !another && horizontal < 0 && vertical <= (town ? TOWN_GAP : LINE_GAP) * height;
}

/** Does the line with a postcode go on with a sure line of the same address that has none? */
function isTownOf(piece: Piece, all: readonly Piece[]): boolean {
  const goesOn = ({ field, sure, postcode, box }: Piece) =>
    sure && !postcode && field === piece.field && box[3] <= piece.box[1];
  return (
    piece.postcode && piece.probability >= RESCUE_PROBABILITY && all.some((one) => goesOn(one) && continues(one, piece))
  );
}

/** Line by line, each from the left. */
function inOrder(block: readonly Piece[]): Piece[] {
  const lines: [Piece, ...Piece[]][] = [];
  for (const piece of block.toSorted((a, b) => middleOf(a.box) - middleOf(b.box))) {
    const line = lines.at(-1);
    if (line && piece.box[1] <= middleOf(line[0].box)) line.push(piece);
    else lines.push([piece]);
  }
  return lines.flatMap((line) => line.toSorted((a, b) => a.box[0] - b.box[0]));
}

/** Pieces that stand below or beside each other, from the top. */
function blocksOf(pieces: readonly Piece[]): Piece[][] {
  let blocks: Piece[][] = [];
  for (const piece of pieces.toSorted((a, b) => middleOf(a.box) - middleOf(b.box))) {
    const near = blocks.filter((block) => block.some((other) => continues(other, piece)));
    blocks = [...blocks.filter((block) => !near.includes(block)), [...near.flat(), piece]];
  }
  return blocks.map(inOrder);
}

/** Hardly an address is without a number. */
function isPossible(block: readonly Piece[], { page }: ScoredPage): boolean {
  const digits = block.some((piece) => wordsAt(page, piece.words).some((word) => DIGIT.test(word.text)));
  return digits || block[0]?.field.endsWith('Name') === true;
}

function spanOf(name: string, page: number, block: readonly Piece[]): Span {
  const words = block.flatMap((piece) => piece.words);
  const mass = block.reduce((total, piece) => total + piece.probability * piece.words.length, 0);
  return { name, page, words, box: union(block.map((piece) => piece.box)), score: mass / words.length };
}

/** Names and addresses of the parties, one value a field; each piece of a page serves one field. */
export function parties(pages: readonly ScoredPage[], habits: Habits): FoundFields {
  const pieces = pages.map((scored) => ({ scored, all: partyPieces(scored) }));
  const spansOf = (name: FieldName, fits: (piece: Piece, all: readonly Piece[]) => boolean) =>
    pieces.flatMap(({ scored, all }) =>
      blocksOf(all.filter((piece) => piece.field === name && fits(piece, all)))
        .filter((block) => isPossible(block, scored))
        .map((block) => spanOf(name, scored.number, block)),
    );
  const fields: FoundFields = {};
  for (const name of [...partyFields.Name, ...partyFields.Address]) {
    const least = name.startsWith('seller') ? RESCUE_SELLER : RESCUE_PROBABILITY;
    const found =
      choose(
        name,
        spansOf(name, (piece, all) => piece.sure || isTownOf(piece, all)),
        pages,
        habits,
      ) ??
      choose(
        name,
        spansOf(name, (piece) => piece.probability >= least),
        pages,
        habits,
      );
    if (found) fields[name] = found;
  }
  return fields;
}
