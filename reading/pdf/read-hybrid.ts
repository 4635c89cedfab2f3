import type { Finding } from '../../schemas/finding.ts';
import type { EInvoice } from '../../schemas/reading.ts';
import type { Page } from '../../schemas/words.ts';
import { compareWithPages } from '../compare/compare-page.ts';
import type { SentPage, SentPart } from '../sent-pages.ts';

/** Holds the e-invoices that a PDF carries against its pages; further invoices are further parts. */
export function readHybrid(
  { sent, pages }: { sent: SentPage[]; pages: Page[] },
  embedded: { invoices: readonly EInvoice[]; findings: readonly Finding[] },
): { parts: SentPart[]; findings: Finding[] } {
  const compared = embedded.invoices.map((invoice) => ({ invoice, ...compareWithPages(invoice, pages) }));
  const [first, ...others] = compared.filter(({ same }) => same);
  const parts: SentPart[] = [
    { part: 1, pages: sent, eInvoice: first?.invoice ?? null, ...(first ? { comparison: first.values } : {}) },
    ...others.map(({ invoice }, index) => ({ part: index + 2, pages: [], eInvoice: invoice })),
  ];
  return { parts, findings: [...embedded.findings, ...compared.flatMap(({ findings }) => findings)] };
}
