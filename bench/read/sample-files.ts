import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';

/** Development data beside the checkout; `DOCKET_BENCH_DATA` names another folder. */
export const dataFolder = process.env.DOCKET_BENCH_DATA ?? join(packageRoot, '..', 'shared', 'data');
const sets = ['invoices-zugferd', 'invoices-invoice2data', 'invoices-misc', 'invoices-azure-samples'];
/** PDFs without a text layer: nothing to compare there. */
const SCANS = /google-docai|mindee|docproc|invalidPDF/;

function filesUnder(folder: string, ending: string): string[] {
  if (!existsSync(folder)) throw new Error(`There is no ${folder}; set DOCKET_BENCH_DATA to a folder of documents.`);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.toLowerCase().endsWith(ending))
    .map((name) => join(folder, name))
    .sort();
}

/** PDFs with a text layer, of all sample sets. */
export const textPdfs = (): string[] =>
  sets.flatMap((set) => filesUnder(join(dataFolder, set), '.pdf')).filter((path) => !SCANS.test(path));

/** Photos and scans of receipts. */
export const scans = (count: number): string[] =>
  filesUnder(join(dataFolder, 'receipts-sroie', 'img'), '.jpg').slice(0, count);
