import type { Box } from '../../schemas/place.ts';
import { heightOf, middleOf, type PageWords, sameLine } from './page-words.ts';

/** In mean heights of the two words: spaces between words are narrower, gaps between columns wider. */
const WIDE_GAP = 0.8;
/** A word may begin this many heights before its left neighbour ends: boxes of a scan overlap. */
const OVERLAP = 0.5;

type Segment = { words: number[]; last: Box; open: boolean };

/** How far a word is from the end of a segment, or null where it does not go on with it. */
function distance(last: Box, box: Box): number | null {
  const height = (heightOf(box) + heightOf(last)) / 2;
  const gap = box[0] - last[2];
  if (gap < -OVERLAP * height || gap > WIDE_GAP * height || !sameLine(last, box)) return null;
  return Math.abs(gap) + Math.abs(middleOf(box) - middleOf(last));
}

type Segments = readonly (readonly number[])[];
/** Every step of the decoding of a page asks for them. */
const known = new WeakMap<PageWords, Segments>();

/**
 * Word indices of each visual segment from left to right: words of one line with no wide gap between them, whatever
 * their order. A word that ends with a colon ends its segment.
 */
export function segmentsOf(page: PageWords): Segments {
  const segments = known.get(page) ?? findSegments(page);
  known.set(page, segments);
  return segments;
}

function findSegments({ words }: PageWords): number[][] {
  const segments: Segment[] = [];
  const fromLeft = words.map((word, index) => ({ ...word, index })).sort((a, b) => a.box[0] - b.box[0]);
  for (const { text, box, index } of fromLeft) {
    let nearest: Segment | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const segment of segments) {
      const gap = segment.open ? distance(segment.last, box) : null;
      if (gap !== null && gap < least) [nearest, least] = [segment, gap];
    }
    if (!nearest) {
      nearest = { words: [], last: box, open: true };
      segments.push(nearest);
    }
    nearest.words.push(index);
    nearest.last = box;
    nearest.open = !text.endsWith(':');
  }
  return segments.map((segment) => segment.words).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}
