import { readFileSync } from 'node:fs';
import { readLimits } from '../../reading/read-limits.ts';
import { ReaderProcess } from '../../reading/reader-process.ts';
import { parseConfig } from '../../schemas/config.ts';
import { type Contender, sideBySide, timed } from '../measure.ts';
import { costOf, isInstalled } from './child.ts';
import { plainPdfjs } from './contenders.ts';
import type { Table } from './table.ts';
import { writtenPdf } from './written-pdf.ts';

const ROUNDS = 5;

/** A one-page invoice through a process that has just been started, until its words are there. */
export async function firstPage(): Promise<Table> {
  const path = writtenPdf(1);
  const bytes = readFileSync(path);
  const limits = readLimits(parseConfig({}));
  const contenders: Record<string, Contender> = {
    'docket, new reader process': () =>
      timed(1, async () => {
        const reader = new ReaderProcess();
        await reader.run({ kind: 'read', bytes, format: 'pdf', ignoreXml: false, limits });
        await reader.end();
      }),
    'plain pdf.js loop': () => timed(1, () => costOf(process.execPath, plainPdfjs.parameters([path]))),
    'node that does nothing': () => timed(1, () => costOf(process.execPath, ['-e', '0'])),
    ...((await isInstalled('pdftotext', ['-v']))
      ? { 'pdftotext -bbox': () => timed(1, () => costOf('pdftotext', ['-bbox', path, '/dev/null'])) }
      : {}),
  };
  const figures = await sideBySide(contenders, ROUNDS);
  const median = (name: string) => figures[name]?.median ?? Number.NaN;
  return {
    title: 'First page of a cold process',
    columns: ['ms', 'fastest', 'slowest'],
    rows: Object.entries(figures).map(([name, { median: middle, low, high }]) => ({
      name,
      figures: [middle, low, high],
    })),
    ratios: {
      read_first_page_ms: median('docket, new reader process'),
      read_first_page_over_pdfjs: median('docket, new reader process') / median('plain pdf.js loop'),
    },
    notes: [],
  };
}
