import { holds } from '../ocr/quad.ts';
import { MOST_LINES_ELSEWHERE } from './doubt.ts';
import { haveTotalsOfTheirOwn, ownDocument, type PaperText } from './own-document.ts';
import type { FoundPaper, PageText } from './page-text.ts';
import { paperRegions } from './paper-regions.ts';
import { readSurely } from './read-surely.ts';

/** A paper with fewer lines is no document, and its lines belong to none. */
const FEWEST_LINES = 3;

/** The papers whose edges are seen, where each of them is a document of its own; else none. */
export async function papersWithEdges(page: PageText): Promise<FoundPaper[]> {
  const regions = await paperRegions(page.raster);
  if (regions.length < 2) return [];
  const lines = Map.groupBy(page.quads.keys(), (line) => {
    const { x = 0, y = 0 } = page.quads[line] ?? {};
    return regions.find((region) => holds(region, x, y));
  });
  const written = regions.flatMap((rect) => {
    const inside = lines.get(rect) ?? [];
    return inside.length < FEWEST_LINES ? [] : [{ rect, lines: inside }];
  });
  if (written.length < 2) return [];
  const onPapers = written.reduce((sum, paper) => sum + paper.lines.length, 0);
  if (page.quads.length - onPapers > MOST_LINES_ELSEWHERE) return [];
  const papers: FoundPaper[] = [];
  const texts: PaperText[] = [];
  for (const { rect, lines: inside } of written) {
    const read = await readSurely(page, rect, inside);
    const text = ownDocument(read.words);
    if (!text) return [];
    texts.push(text);
    papers.push({ rect, ...read });
  }
  return haveTotalsOfTheirOwn(texts) ? papers : [];
}
