import type { Segment } from './text-lines.ts';

/** A line of running text: this many words, most of them of letters. */
const PROSE_WORDS = 4;
const PROSE_LETTERS = 0.6;
/** Lines of running text, on either side of a gutter, that make it one between columns rather than cells. */
const COLUMN_LINES = 6;
/** Share of the lines beside a gutter that must be running text, and of those on its right that begin at it. */
const PROSE_SHARE = 0.6;
/** Beginnings of lines within this many points are one edge. */
const EDGE = 3;

function isProse({ words }: Segment): boolean {
  const lettered = words.filter(({ text }) => /^[\p{P}]*\p{L}{2,}[\p{P}]*$/u.test(text)).length;
  return words.length >= PROSE_WORDS && lettered >= PROSE_LETTERS * words.length;
}

/** Left edges at which enough lines of running text begin for a column. */
function columnEdges(segments: readonly Segment[]): number[] {
  const edges: { x: number; lines: number }[] = [];
  for (const { box } of segments.filter(isProse).toSorted((a, b) => a.box[0] - b.box[0])) {
    const edge = edges.at(-1);
    if (edge && box[0] - edge.x < EDGE) edge.lines += 1;
    else edges.push({ x: box[0], lines: 1 });
  }
  return edges
    .slice(1)
    .filter(({ lines }) => lines >= COLUMN_LINES)
    .map(({ x }) => x);
}

function areColumns(left: readonly Segment[], right: readonly Segment[]): boolean {
  return [left, right].every((side) => {
    const prose = side.filter(isProse).length;
    return prose >= COLUMN_LINES && prose >= PROSE_SHARE * side.length;
  });
}

/** Bands of segments that no line crosses at `edge`, in order; a crossing line is a band of its own. */
function bandsBeside(segments: readonly Segment[], edge: number): Segment[][] {
  const bands: Segment[][] = [];
  let open = false;
  for (const segment of segments) {
    const crosses = segment.box[0] < edge - EDGE && segment.box[2] > edge;
    if (crosses || !open) bands.push([segment]);
    else bands.at(-1)?.push(segment);
    open = !crosses;
  }
  return bands;
}

/** Parts a band at its first and its last line of running text. */
function aroundProse(band: readonly Segment[]): Record<'before' | 'inside' | 'after', Segment[]> {
  const prose = band.filter(isProse).map(({ box }) => box);
  const top = Math.min(...prose.map((box) => box[1]));
  const bottom = Math.max(...prose.map((box) => box[3]));
  const middle = ({ box }: Segment) => (box[1] + box[3]) / 2;
  return {
    before: band.filter((segment) => middle(segment) < top),
    inside: band.filter((segment) => middle(segment) >= top && middle(segment) <= bottom),
    after: band.filter((segment) => middle(segment) > bottom),
  };
}

/**
 * Puts columns of running text one after the other. Rows of cells, as of a table or of addresses side by side, stay rows:
 * what belongs together on them is read across. @param segments row by row
 */
export function orderColumns(segments: readonly Segment[]): Segment[] {
  for (const edge of columnEdges(segments)) {
    let found = false;
    const ordered = bandsBeside(segments, edge).flatMap((band) => {
      const { before, inside, after } = aroundProse(band);
      const left = inside.filter(({ box }) => box[2] <= edge);
      const right = inside.filter(({ box }) => box[2] > edge);
      if (!areColumns(left, right)) return band;
      found = true;
      return [...before, ...left, ...orderColumns(right), ...after];
    });
    if (found) return ordered;
  }
  return [...segments];
}
