import { readFileSync } from 'node:fs';
import type { Page } from '../schemas/words.ts';
import { openPdf } from './pdf/process-pdfium.ts';
import { pageOf, readTextLayer } from './pdf/read-text-layer.ts';

/**
 * Prints the text layer of PDF files as words JSON, a line a file, in this process: training reads back the pages it drew.
 *
 *     node reading/print-words.ts FILE.pdf...
 */
for (const path of process.argv.slice(2)) {
  const file = await openPdf(readFileSync(path));
  const pages: Page[] = [];
  for (let index = 0; index < file.pageCount; index += 1) {
    pages.push(await file.withPage(index, (page) => pageOf(page, readTextLayer(page).shown)));
  }
  process.stdout.write(`${JSON.stringify({ pages })}\n`);
  file.close();
}
