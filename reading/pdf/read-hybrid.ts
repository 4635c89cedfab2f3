import type { Finding } from '../../schemas/finding.ts';
import type { EInvoice, ReadPart } from '../../schemas/reading.ts';
import type { Page } from '../../schemas/words.ts';
import { compareWithPages } from '../compare/compare-page.ts';

/** Holds the e-invoices that a PDF carries against its pages; further invoices are further parts. */
export function readHybrid(
  pages: Page[],
  embedded: { invoices: readonly EInvoice[]; findings: readonly Finding[] },
): { parts: ReadPart[]; findings: Finding[] } {
  const compared = embedded.invoices.map((invoice) => ({ invoice, ...compareWithPages(invoice, pages) }));
  const [first, ...others] = compared.filter(({ same }) => same);
  const parts: ReadPart[] = [
    { part: 1, pages, eInvoice: first?.invoice ?? null, ...(first ? { comparison: first.values } : {}) },
    ...others.map(({ invoice }, index) => ({ part: index + 2, pages: [], eInvoice: invoice })),
  ];
  return { parts, findings: [...embedded.findings, ...compared.flatMap(({ findings }) => findings)] };
}
