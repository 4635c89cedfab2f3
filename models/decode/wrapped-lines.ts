import type { Box } from '../../schemas/place.ts';
import { itemNumberLabels } from './item-number-labels.ts';
import type { TablePage } from './line-scores.ts';
import { heightOf, middleOf, type PageWords, sameLine, union, wordsAt } from './page-words.ts';
import type { ScoredPage, Span } from './spans.ts';
import type { TableRow } from './table-rows.ts';
import { ALIGNED, textParts } from './text-parts.ts';

/** Lines of one cell lie at most this many heights apart. */
const LINE_GAP = 0.7;
/** A space between words, in heights. */
const SPACE = 0.25;
/** A word of another field of this probability ends a description. */
const FOREIGN = 0.5;
/** The score of a line that the model does not take for a description counts as at least this. */
const LEAST_SCORE = 0.1;
/** So many lines that follow show how a text is broken. */
const LEAST_LINES = 3;
const DESCRIPTION = 'line.description';

/** The words of the block that stand on one line with `box`, as a box. */
function lineOf(block: readonly Span[], box: Box, { page }: ScoredPage): Box {
  const boxes = block.flatMap((span) => wordsAt(page, span.words).map((word) => word.box));
  return union([box, ...boxes.filter((other) => sameLine(other, box))]);
}

/** Is the box the beginning of the next line of one text? */
function isNextLine(line: Box, box: Box): boolean {
  const height = heightOf(line);
  const gap = box[1] - line[3];
  return middleOf(box) > line[3] && gap <= LINE_GAP * height && Math.abs(box[0] - line[0]) <= ALIGNED * height;
}

/** The left edges of cells that stand on one line with the beginning of their row's description. */
function cellEdges(descriptions: ReadonlyMap<TableRow, Span[]>): number[] {
  return [...descriptions].flatMap(([row, [first]]) =>
    [...row.cells.values()].flatMap(({ box }) => (first && sameLine(box, first.box) ? [box[0]] : [])),
  );
}

/** Text that belongs to no cell and to no description; what is taken leaves it. */
export class FreeText {
  readonly #page: PageWords;
  readonly #parts: Set<number[]>;

  constructor(scored: TablePage, rows: readonly TableRow[], descriptions: ReadonlyMap<TableRow, Span[]>) {
    const cells = rows.flatMap((row) => [...row.cells.values()].flatMap((cell) => cell.words));
    const described = [...descriptions.values()].flat().flatMap((span) => span.words);
    const taken = new Set([...cells, ...described, ...itemNumberLabels(scored.page, rows)]);
    const isFree = (index: number) => !scored.scores.isForeign(index, FOREIGN);
    this.#page = scored.page;
    this.#parts = new Set(textParts(scored, taken).filter((part) => part.every(isFree)));
  }

  get parts(): readonly number[][] {
    return [...this.#parts];
  }

  take(part: number[]): void {
    this.#parts.delete(part);
  }

  /** The part that begins the next line of one text. */
  below(line: Box, isOpen: (part: number[]) => boolean = () => true): number[] | undefined {
    for (const part of this.#parts) {
      const [first] = wordsAt(this.#page, part.slice(0, 1));
      if (first && isNextLine(line, first.box) && isOpen(part)) return part;
    }
    return undefined;
  }

  /** The lines that follow and this one as a box, where they are broken as one text: no next word had fitted. */
  paragraph(line: Box): Box | null {
    const lines = [line];
    const firsts: Box[] = [];
    for (let part = this.below(line); part; part = this.below(lines.at(-1) ?? line)) {
      const boxes = wordsAt(this.#page, part).map((word) => word.box);
      lines.push(union(boxes));
      firsts.push(...boxes.slice(0, 1));
    }
    const whole = union(lines);
    const isBroken = (first: Box, place: number) => {
      const before = lines[place] ?? line;
      return before[2] + SPACE * heightOf(before) + first[2] - first[0] > whole[2];
    };
    return firsts.length >= LEAST_LINES && firsts.every(isBroken) ? whole : null;
  }
}

/** A line of a description that the model does not take for one. */
export function unsureLine({ page, scores, number }: TablePage, words: number[]): Span {
  const mean = words.reduce((sum, index) => sum + scores.probability(index, DESCRIPTION), 0) / words.length;
  const box = union(wordsAt(page, words).map((word) => word.box));
  return { name: DESCRIPTION, page: number, words, box, score: Math.max(LEAST_SCORE, mean) };
}

/**
 * Descriptions with the lines that go on with them whatever the model says: a line is broken where its next word did not
 * fit into the column, or as a text of several lines is. A block that was taken for no row is left out.
 */
export function withWrappedLines(
  scored: TablePage,
  rows: readonly TableRow[],
  descriptions: ReadonlyMap<TableRow, Span[]>,
): Map<TableRow, Span[]> {
  const { page } = scored;
  const free = new FreeText(scored, rows, descriptions);
  const edges = cellEdges(descriptions);
  const wraps = (line: Box, part: readonly number[]): boolean => {
    const [first] = wordsAt(page, part.slice(0, 1));
    const room = Math.min(...edges.filter((left) => left >= line[2])) - line[2] - SPACE * heightOf(line);
    return first !== undefined && first.box[2] - first.box[0] > room;
  };
  const grown = (block: readonly Span[]): Span[] => {
    const spans = [...block];
    let line = lineOf(spans, spans[0]?.box ?? [0, 0, 0, 0], scored);
    let whole: Box | null = null;
    for (;;) {
      const own = spans.find(({ words }) =>
        wordsAt(page, words.slice(0, 1)).some((word) => isNextLine(line, word.box)),
      );
      if (own) {
        line = lineOf(spans, own.box, scored);
        continue;
      }
      const part = free.below(line);
      whole ??= free.paragraph(line);
      if (!part || !(wraps(line, part) || (whole && middleOf(line) < whole[3]))) return spans;
      const span = unsureLine(scored, part);
      const place = spans.findIndex((other) => middleOf(other.box) > span.box[1]);
      spans.splice(place < 0 ? spans.length : place, 0, span);
      free.take(part);
      line = lineOf(spans, span.box, scored);
    }
  };
  return new Map([...descriptions].map(([row, block]) => [row, grown(block)]));
}
