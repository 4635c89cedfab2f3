import type { Box } from '../../schemas/place.ts';
import { boxOf } from '../ocr/quad.ts';
import { turnedBox } from '../turned-page.ts';
import type { FoundPaper, PageText, TurnedWords } from './page-text.ts';
import { papersByGaps } from './papers-by-gaps.ts';
import { papersWithEdges } from './papers-with-edges.ts';

/** One of several papers on a page. */
export interface Paper extends TurnedWords {
  /** The upright rectangle round it on the turned page, in page units. */
  area: Box;
}

/** Rows of papers from top to bottom, each from left to right. */
function inOrder(papers: readonly FoundPaper[]): FoundPaper[] {
  const placed = papers.map((paper) => ({ paper, box: boxOf(paper.rect) })).toSorted((a, b) => a.box[1] - b.box[1]);
  const rows: { first: Box; papers: typeof placed }[] = [];
  for (const one of placed) {
    const row = rows.at(-1);
    if (row && one.box[1] < (row.first[1] + row.first[3]) / 2) row.papers.push(one);
    else rows.push({ first: one.box, papers: [one] });
  }
  return rows.flatMap((row) => row.papers.toSorted((a, b) => a.box[0] - b.box[0])).map(({ paper }) => paper);
}

function paperOf({ raster, unit }: PageText, { rect, turn, words }: FoundPaper): Paper {
  const size = { width: raster.width * unit, height: raster.height * unit };
  const [left, top, right, bottom] = boxOf(rect);
  const [x0, y0, x1, y1] = turnedBox([left * unit, top * unit, right * unit, bottom * unit], size, turn);
  const [width, height] = turn % 180 === 0 ? [size.width, size.height] : [size.height, size.width];
  const area: Box = [
    Math.max(0, Math.floor(Math.min(x0, ...words.map(({ box }) => box[0])))),
    Math.max(0, Math.floor(Math.min(y0, ...words.map(({ box }) => box[1])))),
    Math.min(width, Math.ceil(Math.max(x1, ...words.map(({ box }) => box[2])))),
    Math.min(height, Math.ceil(Math.max(y1, ...words.map(({ box }) => box[3])))),
  ];
  return { area, turn, words };
}

/**
 * Takes a page with several papers apart (receipts side by side on a scanner or a table); empty where it is one document
 * or there is doubt. Papers are told apart by their edges, else by gaps in the text wider than any within them; each must
 * show several rows, a date, and amounts whose total no other one states.
 */
export async function separatePapers(page: PageText): Promise<Paper[]> {
  const seen = await papersWithEdges(page);
  const papers = seen.length > 0 ? seen : await papersByGaps(page);
  return inOrder(papers).map((paper) => paperOf(page, paper));
}
