import { itemNumberLabels } from './item-number-labels.ts';
import type { TablePage } from './line-scores.ts';
import { heightOf, middleOf, sameLine, union, wordsAt } from './page-words.ts';
import { ofFamily, SURE, WHOLE } from './party-pieces.ts';
import type { ScoredPage, Span } from './spans.ts';
import { ROW_GAP, SAME_ROW, type TableRow } from './table-rows.ts';
import { DESCRIBED, textParts } from './text-parts.ts';

/** A piece neither begins nor ends with a word of less weight. */
const LEAST_END = 0.05;
/** A description belongs to a row at most this many line heights away. */
const ATTACH_GAP = 3.5;
/** The next word of a text is at most this many heights away. */
const NEXT_WORD = 1;
/** A piece without a word of this probability is none. */
const LEAST_OWN = 0.1;
const DATE = /^[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{2,4}$/;
const DESCRIPTION = 'line.description';

/** @param most gap in heights of the first */
function isBeside(last: Span, piece: Span, { page }: ScoredPage, most: number): boolean {
  const [before, first] = wordsAt(page, [last.words.at(-1) ?? -1, piece.words[0] ?? -1]);
  if (!before || !first || !sameLine(before.box, first.box)) return false;
  return first.box[0] - before.box[2] <= most * heightOf(before.box);
}

function isBelow(last: Span, piece: Span): boolean {
  const height = heightOf(last.box);
  const gap = piece.box[1] - last.box[3];
  const overlap = Math.min(piece.box[2], last.box[2]) - Math.max(piece.box[0], last.box[0]);
  return -height <= gap && gap <= ROW_GAP * height && overlap > 0;
}

/** Pieces without those that begin in another column than that of descriptions, where one on their line begins in that. */
function inTheirColumn(pieces: readonly Span[], { page, columns }: TablePage): Span[] {
  const column = (piece: Span) => columns[piece.words[0] ?? -1]?.kind;
  const described = wordsAt(
    page,
    pieces.filter((piece) => column(piece) === DESCRIBED).flatMap((piece) => piece.words.slice(0, 1)),
  );
  return pieces.filter((piece) => {
    const [first] = wordsAt(page, piece.words.slice(0, 1));
    const own = column(piece);
    if (!first || !own || own === DESCRIBED) return true;
    return !described.some((other) => sameLine(other.box, first.box));
  });
}

/** Parts of segments between the cells. Among the rows no party is named: what looks so is description. */
function pieces(scored: TablePage, rows: readonly TableRow[]): Span[] {
  const { page, scores, number } = scored;
  const cells = rows.flatMap((row) => [...row.cells.values()].flatMap((cell) => cell.words));
  const taken = new Set([...cells, ...itemNumberLabels(page, rows)]);
  const top = Math.min(...rows.map((row) => row.top));
  const bottom = Math.max(...rows.map((row) => row.bottom));
  const own = (index: number) => scores.probability(index, DESCRIPTION);
  const labelled = new Set(scores.labelled(DESCRIPTION));
  const party = page.words.map((_, index) => ofFamily(scores, index, 'Name') + ofFamily(scores, index, 'Address'));
  const parts = textParts(scored, taken);
  const found = parts.flatMap((part) => {
    const [first] = wordsAt(page, part);
    const middle = first ? middleOf(first.box) : Number.NaN;
    const among = top <= middle && middle <= bottom;
    const weight = (index: number) => own(index) + (among ? (party[index] ?? 0) : 0);
    const mean = (words: readonly number[]) => words.reduce((sum, index) => sum + weight(index), 0) / words.length;
    const isSure = (index: number) => weight(index) >= SURE || labelled.has(index);
    if (!part.some(isSure) || Math.max(...part.map(own)) < LEAST_OWN) return [];
    const isWhole = mean(part) >= WHOLE;
    const isEnd = (index: number) => isSure(index) || (isWhole && weight(index) >= LEAST_END);
    const words = part.slice(part.findIndex(isEnd), part.findLastIndex(isEnd) + 1);
    const box = union(wordsAt(page, words).map((word) => word.box));
    return [{ name: DESCRIPTION, page: number, words, box, score: Math.min(1, Math.max(1e-9, mean(words))) }];
  });
  return inTheirColumn(found, scored);
}

/** Is there a row for the block, and another below its last line that reaches the piece? Then the piece is that row's. */
function hasOwnRow(block: readonly Span[], piece: Span, rows: readonly TableRow[]): boolean {
  const [top, last] = [block[0]?.box, block.at(-1)?.box];
  if (!top || !last) return false;
  const reach = SAME_ROW * heightOf(piece.box);
  const between = rows.some(({ middle }) => middleOf(last) + reach < middle && middle <= middleOf(piece.box) + reach);
  return between && rows.some(({ middle }) => Math.abs(middle - middleOf(top)) <= ROW_GAP * heightOf(top));
}

/**
 * A block without its dates and the labels that end it: a line that ends with a colon names what stands beside it. Unless
 * nothing else is there.
 */
function textOf(block: readonly Span[], { page }: ScoredPage): Span[] {
  const texts = block.filter((piece) => !wordsAt(page, piece.words).every((word) => DATE.test(word.text)));
  const last = texts.findLastIndex((piece) => !page.words[piece.words.at(-1) ?? -1]?.text.endsWith(':'));
  return texts.length > 0 ? texts.slice(0, Math.max(1, last + 1)) : [...block];
}

/** A piece that does not begin a description goes on with the last that it lies below, but not into `rows`, else beside. */
function blocksOf(
  found: readonly Span[],
  begins: ReadonlySet<Span>,
  scored: TablePage,
  rows: readonly TableRow[],
): Span[][] {
  const blocks: Span[][] = [];
  for (const piece of found) {
    const over = blocks.findLast((block) => block.some((other) => isBelow(other, piece)));
    const above = over && !hasOwnRow(over, piece, rows) ? over : undefined;
    const beside = (most: number) =>
      blocks.slice(-1).find((block) => block.some((other) => isBeside(other, piece, scored, most)));
    const open = begins.has(piece) ? undefined : (beside(NEXT_WORD) ?? above ?? beside(Number.POSITIVE_INFINITY));
    if (open) open.push(piece);
    else blocks.push([piece]);
  }
  return blocks;
}

/**
 * Descriptions: none goes on where a row of its own begins, unless so there are as many as rows, or nearly. A row that
 * stands in the middle or at the end of its description begins no other.
 */
export function descriptionBlocks(scored: TablePage, rows: readonly TableRow[]): Span[][] {
  const labelled = new Set(scored.scores.labelled(DESCRIPTION));
  const found = pieces(scored, rows);
  const begins = new Set(
    found.filter(({ words: [first = -1] }) => labelled.has(first) && scored.scores.starts(first, DESCRIPTION)),
  );
  const missed = (blocks: readonly Span[][]) => Math.abs(blocks.length - rows.length);
  let blocks = blocksOf(found, begins, scored, rows);
  if (missed(blocks) > 0) {
    const whole = blocksOf(found, begins, scored, []);
    if (missed(whole) < missed(blocks)) blocks = whole;
  }
  return blocks.map((block) => textOf(block, scored));
}

/** How far a description is from a row, in line heights: 0 on its first line, less inside it and above than below. */
function distance(block: readonly Span[], row: TableRow): number {
  const first = block[0]?.box ?? [0, 0, 0, 0];
  const box = union(block.map((span) => span.box));
  const height = heightOf(first);
  if (Math.abs(middleOf(first) - row.middle) <= SAME_ROW * Math.max(height, row.height)) return 0;
  if (box[1] <= row.middle && row.middle <= box[3]) return 0.1;
  if (row.middle > box[3]) return 0.2 + Math.max(0, row.top - box[3]) / height;
  return 0.7 + Math.max(0, box[1] - row.bottom) / height;
}

/** Pairs chosen so far, the last first. */
type Pairs = { row: TableRow; block: readonly Span[]; before: Pairs } | null;
type Pairing = { cost: number; pairs: Pairs };

/**
 * Descriptions of rows, both from the top, so that they lie nearest to each other all in all; a row without one counts as
 * the furthest that one may be. Rows without one are absent.
 */
export function attachDescriptions(rows: readonly TableRow[], blocks: readonly Span[][]): Map<TableRow, Span[]> {
  const middle = ([first]: readonly Span[]) => (first ? middleOf(first.box) : 0);
  const fromTop = blocks.toSorted((a, b) => middle(a) - middle(b));
  let best: Pairing[] = new Array<Pairing>(fromTop.length + 1).fill({ cost: 0, pairs: null });
  for (const row of rows) {
    const next: Pairing[] = [];
    for (const [place, { cost, pairs }] of best.entries()) {
      let least: Pairing = { cost: cost + ATTACH_GAP, pairs };
      const [left, block, before] = [next[place - 1], fromTop[place - 1], best[place - 1]];
      if (left && left.cost < least.cost) least = left;
      const gap = block ? distance(block, row) : Number.POSITIVE_INFINITY;
      if (block && before && gap <= ATTACH_GAP && before.cost + gap < least.cost) {
        least = { cost: before.cost + gap, pairs: { row, block, before: before.pairs } };
      }
      next.push(least);
    }
    best = next;
  }
  const attached: [TableRow, Span[]][] = [];
  for (let pairs = best.at(-1)?.pairs ?? null; pairs; pairs = pairs.before)
    attached.push([pairs.row, [...pairs.block]]);
  return new Map(attached.reverse());
}
