import type { SentPage, SentPart } from '../sent-pages.ts';

/**
 * The documents of a file whose pages may show several papers: all pages that show one are a document together, each
 * paper among several is one by itself.
 * @param pages for each page of the file what was read on it: the page, or each of its papers
 */
export function documentsOfPages(pages: readonly (readonly SentPage[])[]): SentPart[] {
  const single = pages.flatMap((papers) => (papers.length === 1 ? papers : []));
  if (single.length === pages.length) return [{ part: 1, pages: single, eInvoice: null }];
  const placed = pages.map((papers, filePage) => papers.map((paper) => ({ ...paper, filePage })));
  const together = placed.flatMap((papers) => (papers.length === 1 ? papers : []));
  const apart = placed.flatMap((papers) => (papers.length === 1 ? [] : papers));
  const documents = apart.map((paper) => [paper]);
  if (together.some(({ hasWords }) => hasWords)) documents.unshift(together);
  return documents.map((of, index) => ({ part: index + 1, pages: of, eInvoice: null }));
}
