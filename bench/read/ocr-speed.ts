import { readFileSync } from 'node:fs';
import { closeReaders, readDocument, readLimits } from '../../reading/read-document.ts';
import { parseConfig } from '../../schemas/config.ts';
import { type Contender, sideBySide, timed } from '../measure.ts';
import { costOf, isInstalled } from './child.ts';
import { scans } from './sample-files.ts';
import type { Table } from './table.ts';

const SCANS = 4;
const ROUNDS = 2;

/** Seconds a scanned page, one at a time. */
export async function ocrSpeed(): Promise<Table> {
  const paths = scans(SCANS);
  const limits = readLimits(parseConfig({}));
  const eachScan = (work: (path: string) => Promise<unknown>) => () =>
    timed(paths.length, async () => {
      for (const path of paths) await work(path);
    });
  const contenders: Record<string, Contender> = {
    'docket, warm': eachScan((path) => readDocument(readFileSync(path), { limits })),
    ...((await isInstalled('tesseract', ['--version']))
      ? { tesseract: eachScan((path) => costOf('tesseract', [path, '-'])) }
      : {}),
  };
  const figures = await sideBySide(contenders, ROUNDS);
  await closeReaders();
  return {
    title: `Optical recognition of ${paths.length} scanned receipts`,
    columns: ['s/page'],
    rows: Object.entries(figures).map(([name, { median }]) => ({ name, figures: [median / 1000] })),
    ratios: { read_ocr_seconds: (figures['docket, warm']?.median ?? Number.NaN) / 1000 },
    notes: [],
  };
}
