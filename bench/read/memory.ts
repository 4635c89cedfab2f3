import { costOf, isInstalled } from './child.ts';
import { docketReader, plainPdfjs } from './contenders.ts';
import type { Table } from './table.ts';
import { writtenPdf } from './written-pdf.ts';

const SIZES = [1, 10, 100, 1000];

/** Peak resident memory over one PDF of 1 to 1,000 pages, all processes together. */
export async function memory(): Promise<Table> {
  const files = SIZES.map(writtenPdf);
  const programs = [docketReader(1), plainPdfjs];
  if (await isInstalled('pdftotext', ['-v']))
    programs.push({
      name: 'pdftotext -bbox',
      key: 'poppler',
      program: 'pdftotext',
      parameters: ([file = '']) => ['-bbox', file, '/dev/null'],
    });
  const rows: Table['rows'] = [];
  const pagesPerSecond: Record<string, number> = {};
  for (const { name, key, program, parameters } of programs) {
    const figures: number[] = [];
    for (const [index, file] of files.entries()) {
      const { peakMb, wallMs } = await costOf(program, parameters([file]));
      figures.push(peakMb);
      pagesPerSecond[key] = (1000 * (SIZES[index] ?? 0)) / wallMs;
    }
    rows.push({ name, figures: [...figures, pagesPerSecond[key] ?? null] });
  }
  const docket = rows[0]?.figures ?? [];
  return {
    title: 'Peak memory in MB over one PDF',
    columns: [...SIZES.map((size) => `${size} p.`), 'pages/s of last'],
    rows,
    ratios: {
      read_peak_mb_1000_pages: docket[3] ?? Number.NaN,
      read_peak_1000_over_1: (docket[3] ?? Number.NaN) / (docket[0] ?? Number.NaN),
    },
    notes: ['Docket: the process that asks and its reader process, pages both of them share counted twice.'],
  };
}
