import type { Finding } from '../../schemas/finding.ts';
import type { ReadPart } from '../../schemas/reading.ts';
import type { Page } from '../../schemas/words.ts';
import { compareWithPages } from '../compare/compare-page.ts';
import { readEmbeddedInvoices } from './embedded-invoices.ts';
import type { Attachment } from './pdf-file.ts';

/** Reads the e-invoices among a PDF's embedded files and holds them against its pages; further invoices are further parts. */
export function readHybrid(
  pages: Page[],
  attachments: readonly Attachment[],
): { parts: ReadPart[]; findings: Finding[] } {
  const embedded = readEmbeddedInvoices(attachments);
  const compared = embedded.invoices.map((invoice) => ({ invoice, ...compareWithPages(invoice, pages) }));
  const [first, ...others] = compared.filter(({ same }) => same);
  const parts: ReadPart[] = [
    { part: 1, pages, eInvoice: first?.invoice ?? null, ...(first ? { comparison: first.values } : {}) },
    ...others.map(({ invoice }, index) => ({ part: index + 2, pages: [], eInvoice: invoice })),
  ];
  return { parts, findings: [...embedded.findings, ...compared.flatMap(({ findings }) => findings)] };
}
