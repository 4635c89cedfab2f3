import type { Evidence } from '../../schemas/evidence.ts';
import type { Page, Word } from '../../schemas/words.ts';

export const producer = { name: 'invoice', version: '1.0.0', sha256: 'b'.repeat(64) };

/** The first run of words on these pages that reads `text`. */
function findWords(pages: readonly Page[], text: string): { page: number; words: Word[] } {
  const wanted = text.split(' ');
  for (const [page, { words }] of pages.entries()) {
    const at = words.findIndex((_, index) => wanted.every((token, offset) => words[index + offset]?.text === token));
    if (at >= 0) return { page, words: words.slice(at, at + wanted.length) };
  }
  throw new Error(`the sample has no words "${text}"`);
}

/** Evidence for a value where the page prints it as `text`. */
export function evidenceOnPage(
  pages: readonly Page[],
  text: string,
  value: string,
  certainty: { confidence?: number; accepted?: boolean } = {},
): Evidence {
  const { page, words } = findWords(pages, text);
  const boxes = words.map(({ box }) => box);
  return {
    value,
    confidence: certainty.confidence ?? 0.98,
    accepted: certainty.accepted ?? true,
    source: 'specialist',
    page,
    box: [
      Math.min(...boxes.map(([x0]) => x0)),
      Math.min(...boxes.map(([, y0]) => y0)),
      Math.max(...boxes.map(([, , x1]) => x1)),
      Math.max(...boxes.map(([, , , y1]) => y1)),
    ],
    by: producer,
  };
}
