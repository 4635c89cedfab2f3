import { minAreaRect } from '../ocr/min-area-rect.ts';
import { cornersOf, holds, overlap, type Quad } from '../ocr/quad.ts';
import { MOST_LINES_ELSEWHERE } from './doubt.ts';
import { haveTotalsOfTheirOwn, ownDocument, type PaperText } from './own-document.ts';
import type { FoundPaper, PageText } from './page-text.ts';
import { readSurely } from './read-surely.ts';
import { textClusters } from './text-clusters.ts';
import { textColumns } from './text-columns.ts';

/** Papers that are told apart by their text alone show at least so many amounts each, and name a total. */
const FEWEST_AMOUNTS = 3;

const isBeyondDoubt = (text: PaperText): boolean => text.namesTotal && text.amounts >= FEWEST_AMOUNTS;

const grown = (rect: Quad, by: number): Quad => ({ ...rect, width: rect.width + 2 * by, height: rect.height + 2 * by });

/** The least rectangle round some lines of a page. */
const rectRound = (page: PageText, lines: readonly number[]): Quad | null =>
  minAreaRect(lines.flatMap((line) => page.quads[line] ?? []).flatMap(cornersOf));

/** Whether pieces of a page lie apart and each is beyond doubt a document of its own. */
function areDocuments(page: PageText, pieces: readonly (readonly number[])[]): boolean {
  const rects = pieces.flatMap((lines) => rectRound(page, lines) ?? []);
  if (rects.some((one, index) => rects.slice(index + 1).some((other) => overlap(one, other)))) return false;
  const texts = pieces.flatMap((lines) => ownDocument(page.words(lines)) ?? []);
  return texts.length === pieces.length && texts.every(isBeyondDoubt) && haveTotalsOfTheirOwn(texts);
}

/** Takes lines apart at the gaps between them for as long as all pieces are documents of their own. */
function takeApart(page: PageText, lines: readonly number[]): (readonly number[])[] {
  const quads = lines.flatMap((line) => page.quads[line] ?? []);
  const ofPage = (some: readonly number[]) => some.flatMap((index) => lines[index] ?? []);
  const isPaper = (some: readonly number[]) => {
    const text = ownDocument(page.words(ofPage(some)));
    return text !== null && isBeyondDoubt(text);
  };
  for (const ways of [textColumns(quads), textClusters(quads, isPaper)]) {
    for (const way of ways) {
      const pieces = way.map(ofPage);
      if (areDocuments(page, pieces)) return pieces.flatMap((piece) => takeApart(page, piece));
    }
  }
  return [lines];
}

/** The papers that gaps between their texts show, each beyond doubt a document of its own; none where there is but one. */
export async function papersByGaps(page: PageText): Promise<FoundPaper[]> {
  const isRead = (line: number) => page.words([line]).length > 0;
  const { read = [], unread = [] } = Object.groupBy(page.quads.keys(), (line) => (isRead(line) ? 'read' : 'unread'));
  const pieces = takeApart(page, read);
  if (pieces.length < 2 || !areDocuments(page, pieces)) return [];
  const found = pieces.flatMap((lines) => {
    const rect = rectRound(page, lines);
    const margin = page.quads[lines[0] ?? 0]?.height ?? 0;
    return rect ? [{ lines, rect: grown(rect, margin) }] : [];
  });
  const isElsewhere = (line: number) => {
    const { x = 0, y = 0 } = page.quads[line] ?? {};
    return !found.some(({ rect }) => holds(rect, x, y));
  };
  if (unread.filter(isElsewhere).length > MOST_LINES_ELSEWHERE) return [];
  const papers: FoundPaper[] = [];
  for (const { rect, lines } of found) papers.push({ rect, ...(await readSurely(page, rect, lines)) });
  return papers;
}
