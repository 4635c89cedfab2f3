import type { Box } from '../../schemas/place.ts';
import type { HeadingKind } from './heading-words.ts';
import type { TablePage } from './line-scores.ts';
import { wordsAt } from './page-words.ts';
import { segmentsOf } from './segments.ts';

export const DESCRIBED: HeadingKind = 'description';

/** Lines of one column begin at most this many heights beside each other. */
export const ALIGNED = 0.5;

/** Parts of the page's segments between words that are taken, cut where the column of descriptions begins. */
export function textParts({ page, columns }: TablePage, taken: ReadonlySet<number>): number[][] {
  const parts: number[][] = [];
  const segments = segmentsOf(page);
  const lefts = segments.flatMap(([first = -1]) => {
    const box = columns[first]?.kind === DESCRIBED ? page.words[first]?.box : undefined;
    return box ? [box[0]] : [];
  });
  const isAligned = ([left, top, , bottom]: Box) =>
    lefts.some((other) => Math.abs(other - left) <= ALIGNED * (bottom - top));
  for (const segment of segments) {
    let part: number[] | undefined;
    for (const [place, index] of segment.entries()) {
      const before = columns[segment[place - 1] ?? -1];
      const enters = before && before.kind !== DESCRIBED && columns[index]?.kind === DESCRIBED;
      const cut = enters && (before.kind || wordsAt(page, [index]).some(({ box }) => isAligned(box)));
      if (cut || taken.has(index)) part = undefined;
      if (taken.has(index)) continue;
      if (part) part.push(index);
      else {
        part = [index];
        parts.push(part);
      }
    }
  }
  return parts;
}
