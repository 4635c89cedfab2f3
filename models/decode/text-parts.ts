import type { HeadingKind } from './heading-words.ts';
import type { TablePage } from './line-scores.ts';
import { segmentsOf } from './segments.ts';

export const DESCRIBED: HeadingKind = 'description';

/** Parts of the page's segments between words that are taken, cut where the column of descriptions begins. */
export function textParts({ page, columns }: TablePage, taken: ReadonlySet<number>): number[][] {
  const parts: number[][] = [];
  for (const segment of segmentsOf(page)) {
    let part: number[] | undefined;
    for (const [place, index] of segment.entries()) {
      const before = columns[segment[place - 1] ?? -1]?.kind;
      const cut = before && before !== DESCRIBED && columns[index]?.kind === DESCRIBED;
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
