import type { Quad } from '../ocr/quad.ts';

/** Gaps between papers that are tried, in heights of a usual line. */
const GAPS = [2, 2.5, 3, 4, 5, 6.5, 8];
/** Fewer lines are no paper: a page number, a note beside it. */
const LEAST_LINES = 5;
/** What is no paper belongs to the nearest one where the next one is so many times as far. */
const CLEARLY_NEARER = 1.5;

interface Spread {
  points: [number, number][];
  reach: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A line as a row of discs. */
function discs({ x, y, ux, uy, width, height }: Quad): Spread {
  const [length, reach] = [Math.max(width, height), Math.min(width, height) / 2];
  const [dx, dy] = width >= height ? [ux, uy] : [-uy, ux];
  const count = Math.max(1, Math.ceil(length / (2 * reach)));
  const points = Array.from({ length: count }, (_, index): [number, number] => {
    const along = count === 1 ? 0 : (index / (count - 1) - 0.5) * (length - 2 * reach);
    return [x + dx * along, y + dy * along];
  });
  const [xs, ys] = [points.map(([px]) => px), points.map(([, py]) => py)];
  const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  return { points, reach, ...box };
}

/** Free space between two lines; infinite where it is more than `limit`. */
function gapBetween(a: Spread, b: Spread, limit: number): number {
  const reach = a.reach + b.reach;
  const far = limit + reach;
  if (a.left - b.right > far || b.left - a.right > far || a.top - b.bottom > far || b.top - a.bottom > far) {
    return Number.POSITIVE_INFINITY;
  }
  let least = Number.POSITIVE_INFINITY;
  for (const [ax, ay] of a.points)
    for (const [bx, by] of b.points) least = Math.min(least, Math.hypot(ax - bx, ay - by));
  return Math.max(0, least - reach);
}

/** Sets of lines that hang together over gaps of at most `gap`. */
function connected(gaps: readonly Float64Array[], gap: number): number[][] {
  const left = new Set(gaps.keys());
  const sets: number[][] = [];
  for (const first of left) {
    const set = [first];
    left.delete(first);
    for (const line of set) {
      for (const other of left) {
        if ((gaps[line]?.[other] ?? Number.POSITIVE_INFINITY) > gap) continue;
        left.delete(other);
        set.push(other);
      }
    }
    sets.push(set);
  }
  return sets;
}

/** Gives each bit to the paper that it clearly lies nearest to; null where one lies between two. */
function joinBits(
  papers: readonly (readonly number[])[],
  bits: readonly (readonly number[])[],
  spreads: readonly Spread[],
): number[][] | null {
  const joined = papers.map((paper) => [...paper]);
  const discsOf = (lines: readonly number[]) => lines.flatMap((line) => spreads[line] ?? []);
  for (const bit of bits) {
    const distances = papers.map((paper) =>
      Math.min(...discsOf(bit).flatMap((a) => discsOf(paper).map((b) => gapBetween(a, b, Number.POSITIVE_INFINITY)))),
    );
    const [nearest = 0, next = Number.POSITIVE_INFINITY] = distances.toSorted((a, b) => a - b);
    if (next < CLEARLY_NEARER * nearest) return null;
    joined[distances.indexOf(nearest)]?.push(...bit);
  }
  return joined;
}

/**
 * Ways to take the lines of a page apart at gaps that are wider than any gap within a paper, the narrowest gap first.
 * @param isPaper whether lines make a document of their own; at least two must, and what is none goes to the nearest
 * @returns for each way its papers
 */
export function* textClusters(quads: readonly Quad[], isPaper: (lines: number[]) => boolean): Generator<number[][]> {
  const spreads = quads.map(discs);
  const usual = 2 * (spreads.map(({ reach }) => reach).toSorted((a, b) => a - b)[spreads.length >> 1] ?? 0);
  const limit = usual * (GAPS.at(-1) ?? 0);
  const gaps = spreads.map((a) => Float64Array.from(spreads, (b) => (a === b ? 0 : gapBetween(a, b, limit))));
  for (const gap of GAPS) {
    const sets = connected(gaps, gap * usual);
    const { papers = [], bits = [] } = Object.groupBy(sets, (set) =>
      set.length >= LEAST_LINES && isPaper(set) ? 'papers' : 'bits',
    );
    const joined = papers.length > 1 ? joinBits(papers, bits, spreads) : null;
    if (joined) yield joined;
  }
}
