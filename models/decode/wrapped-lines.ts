import type { Box } from '../../schemas/place.ts';
import type { TablePage } from './line-scores.ts';
import { heightOf, middleOf, sameLine, union, wordsAt } from './page-words.ts';
import type { ScoredPage, Span } from './spans.ts';
import type { TableRow } from './table-rows.ts';
import { textParts } from './text-parts.ts';

/** Lines of one cell lie at most this many heights apart. */
const LINE_GAP = 0.7;
/** Lines of one cell begin at most this many heights beside each other. */
export const ALIGNED = 0.5;
/** A space between words, in heights. */
const SPACE = 0.25;
/** A word of another field of this probability ends a description. */
export const FOREIGN = 0.5;
/** The score of a line that the model does not take for a description counts as at least this. */
export const LEAST_SCORE = 0.1;
/** So many lines that follow show how a text is broken. */
const LEAST_LINES = 3;
const DESCRIPTION = 'line.description';

/** The words of the block that stand on one line with `box`, as a box. */
function lineOf(block: readonly Span[], box: Box, { page }: ScoredPage): Box {
  const boxes = block.flatMap((span) => wordsAt(page, span.words).map((word) => word.box));
  return union([box, ...boxes.filter((other) => sameLine(other, box))]);
}

/** Is the box the beginning of the next line of one text? */
export function isLineBelow(line: Box, box: Box): boolean {
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

/**
 * Descriptions with the lines that go on with them whatever the model says: a line is broken where its next word did not
 * fit into the column. A block that was taken for no row is left out.
 */
export function withWrappedLines(
  scored: TablePage,
  rows: readonly TableRow[],
  descriptions: ReadonlyMap<TableRow, Span[]>,
): Map<TableRow, Span[]> {
  const { page, scores, number } = scored;
  const cells = rows.flatMap((row) => [...row.cells.values()].flatMap((cell) => cell.words));
  const taken = new Set([...cells, ...[...descriptions.values()].flat().flatMap((span) => span.words)]);
  const isFree = (index: number) => !taken.has(index) && !scores.isForeign(index, FOREIGN);
  const free = new Set(textParts(scored, taken).filter((part) => part.every(isFree)));

  const below = (line: Box): number[] | undefined =>
    [...free].find((segment) => wordsAt(page, segment.slice(0, 1)).some((word) => isLineBelow(line, word.box)));
  /** The free lines that follow, where they and this one are broken as one text: no next word had fitted. */
  const paragraph = (line: Box): Box | null => {
    const lines = [line];
    const firsts: Box[] = [];
    const open = new Set(free);
    for (;;) {
      const last = lines.at(-1) ?? line;
      const next = [...open].find((one) => wordsAt(page, one.slice(0, 1)).some((word) => isLineBelow(last, word.box)));
      if (!next) break;
      open.delete(next);
      const boxes = wordsAt(page, next).map((word) => word.box);
      lines.push(union(boxes));
      firsts.push(...boxes.slice(0, 1));
    }
    const all = union(lines);
    const broken = firsts.every((first, place) => {
      const before = lines[place] ?? line;
      return before[2] + SPACE * heightOf(before) + first[2] - first[0] > all[2];
    });
    return firsts.length >= LEAST_LINES && broken ? all : null;
  };

  const edges = cellEdges(descriptions);
  const grown = (block: readonly Span[]): Span[] => {
    const spans = [...block];
    let line = lineOf(spans, spans[0]?.box ?? [0, 0, 0, 0], scored);
    let whole: Box | null = null;
    for (;;) {
      const own = spans.find(({ words }) => wordsAt(page, words.slice(0, 1)).some((word) => isLineBelow(line, word.box)));
      const next = own ? undefined : below(line);
      if (next) {
        const [first] = wordsAt(page, next);
        const edge = Math.min(...edges.filter((left) => left >= line[2]));
        const room = edge - line[2] - SPACE * heightOf(line);
        whole ??= paragraph(line);
        const within = whole && first && first.box[1] < whole[3];
        if (!first || (!within && first.box[2] - first.box[0] <= room)) return spans;
        const mean = next.reduce((sum, index) => sum + scores.probability(index, DESCRIPTION), 0) / next.length;
        const box = union(wordsAt(page, next).map((word) => word.box));
        const place = spans.findIndex((span) => middleOf(span.box) > box[1]);
        spans.splice(place < 0 ? spans.length : place, 0, {
          name: DESCRIPTION,
          page: number,
          words: next,
          box,
          score: Math.max(LEAST_SCORE, mean),
        });
        free.delete(next);
        line = lineOf(spans, box, scored);
      } else if (own) line = lineOf(spans, own.box, scored);
      else return spans;
    }
  };
  return new Map([...descriptions].map(([row, block]) => [row, grown(block)]));
}
