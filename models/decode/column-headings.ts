import type { Box } from '../../schemas/place.ts';
import { type HeadingKind, headingKind } from './heading-words.ts';
import { namedRuns } from './named-runs.ts';
import { heightOf, middleOf, type PageWords, wordsAt } from './page-words.ts';
import { CENTS } from './printed-numbers.ts';
import { segmentsOf } from './segments.ts';

/** Headings of one table lie at most this many heights apart vertically. */
const BAND = 1.5;
/** A table is known by headings of this many kinds. */
const LEAST_KINDS = 3;
/** A number beside a heading, not under it, is at most this many of its heights away. */
const ASIDE = 0.5;
/** What stands on one line with an amount has its middle at most this many heights from that of the amount. */
const BESIDE = 0.25;
const AMOUNTS: readonly HeadingKind[] = ['quantity', 'unitPrice', 'lineTotal'];

/** The heading of a column. */
export type Heading = { kind: HeadingKind | null; box: Box; text: string };
type Band = { headings: Heading[]; top: number; bottom: number; middle: number };

/** Of two headings one above the other what both say together, else what the upper one says. */
function inTwoLines(heading: Heading, headings: readonly Heading[]): Heading {
  const over = headings.find((upper) => upper !== heading && isUnder(heading.box, upper.box));
  const under = headings.find((lower) => lower !== heading && isUnder(lower.box, heading.box));
  const upper = over ?? heading;
  const lower = over ? heading : under;
  if (!lower) return heading;
  return { ...heading, kind: headingKind(`${upper.text} ${lower.text}`) ?? upper.kind };
}

function isUnder(box: Box, upper: Box): boolean {
  const overlap = Math.min(box[2], upper[2]) - Math.max(box[0], upper[0]);
  const width = Math.min(box[2] - box[0], upper[2] - upper[0]);
  return middleOf(box) > upper[3] && overlap >= width / 2;
}

/** A heading of no kind is part of the one above or below it that it overlaps most, by at least half of its width. */
function kindOfStack({ box }: Heading, headings: readonly Heading[]): HeadingKind | null {
  let kind: HeadingKind | null = null;
  let most = (box[2] - box[0]) / 2;
  for (const other of headings) {
    const overlap = Math.min(box[2], other.box[2]) - Math.max(box[0], other.box[0]);
    if (overlap >= most) [kind, most] = [other.kind, overlap];
  }
  return kind;
}

/** What stands on one line with an amount is no heading. */
function bandsOf(page: PageWords): Band[] {
  const runs = segmentsOf(page).flatMap((segment) => namedRuns(segment, page, headingKind));
  const textOf = (words: readonly number[]) => wordsAt(page, words).map((word) => word.text);
  const all: Heading[] = runs.map(({ name, box, words }) => ({ kind: name, box, text: textOf(words).join(' ') }));
  const amounts = page.words.filter(({ text }) => CENTS.test(text)).map(({ box }) => middleOf(box));
  const besideAmount = (box: Box) =>
    amounts.some((middle) => Math.abs(middle - middleOf(box)) <= BESIDE * heightOf(box));
  const named = all.filter(({ kind, box }) => kind && !besideAmount(box));
  const bands: Band[] = [];
  for (const heading of named.sort((a, b) => middleOf(a.box) - middleOf(b.box))) {
    const middle = middleOf(heading.box);
    const open = bands.at(-1);
    if (open && middle - open.middle <= BAND * heightOf(heading.box)) {
      open.headings.push(heading);
      open.bottom = Math.max(open.bottom, heading.box[3]);
    } else bands.push({ headings: [heading], top: heading.box[1], bottom: heading.box[3], middle });
  }
  const tables = bands.filter(({ headings }) => {
    const kinds = new Set(headings.map(({ kind }) => kind));
    return kinds.size >= LEAST_KINDS && AMOUNTS.some((kind) => kinds.has(kind));
  });
  for (const band of tables) {
    const beside = all.filter(({ kind, box }) => !kind && band.top <= middleOf(box) && middleOf(box) <= band.bottom);
    band.headings = band.headings.map((heading) => inTwoLines(heading, band.headings));
    band.headings.push(...beside.map((heading) => ({ ...heading, kind: kindOfStack(heading, band.headings) })));
  }
  return tables;
}

/** The heading that a word stands under: the one it overlaps most, else the nearest at its side. */
function headingOver(box: Box, { headings }: Band): Heading | null {
  let over: Heading | null = null;
  let least = ASIDE * heightOf(box);
  for (const heading of headings) {
    const gap = Math.max(heading.box[0], box[0]) - Math.min(heading.box[2], box[2]);
    if (gap <= least) [over, least] = [heading, gap];
  }
  return over;
}

/** By word of each page: the heading that it stands under; null where none tells. A page goes on with the table before it. */
export function columnsOf(pages: readonly PageWords[]): (Heading | null)[][] {
  let before: Band | undefined;
  return pages.map((page) => {
    const bands = bandsOf(page);
    const first = before;
    before = bands.at(-1) ?? before;
    return page.words.map(({ box }) => {
      const band = bands.findLast(({ bottom }) => middleOf(box) > bottom) ?? (bands.length === 0 ? first : undefined);
      return band ? headingOver(box, band) : null;
    });
  });
}
