import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INVOICE_LINES } from '../samples.ts';

const PAGE_HEIGHT = 842;

function pageContent(number: number): string {
  const lines = [...INVOICE_LINES, [50, 820, `Page ${number}`] as const];
  return lines.map(([x, y, text]) => `BT /F1 10 Tf 1 0 0 1 ${x} ${PAGE_HEIGHT - y} Tm (${text}) Tj ET`).join('\n');
}

/** Writes the sample invoice as a PDF of that many pages, each with its number, to a temporary file. @returns its path */
export function writtenPdf(pages: number): string {
  const numbers = Array.from({ length: pages }, (_, index) => index);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${numbers.map((index) => `${4 + 2 * index} 0 R`).join(' ')}] /Count ${pages} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...numbers.flatMap((index) => {
      const content = pageContent(index + 1);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 ${PAGE_HEIGHT}] /Contents ${5 + 2 * index} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  const chunks = ['%PDF-1.4\n'];
  let length = chunks[0]?.length ?? 0;
  const offsets = objects.map((object, index) => {
    const chunk = `${index + 1} 0 obj\n${object}\nendobj\n`;
    const offset = length;
    chunks.push(chunk);
    length += chunk.length;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  chunks.push(`xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\n`);
  chunks.push(`startxref\n${length}\n%%EOF\n`);
  const path = join(mkdtempSync(join(tmpdir(), 'docket-bench-')), `${pages}-pages.pdf`);
  writeFileSync(path, chunks.join(''), 'latin1');
  return path;
}
