import { readFileSync } from 'node:fs';
import { openPdf } from './pdf/open-pdf.ts';
import { readTextLayer } from './pdf/read-text-layer.ts';

/**
 * Prints the text layer of PDF files as words JSON, a line a file, in this process: training reads back the pages it drew.
 *
 *     node reading/print-words.ts FILE.pdf...
 */
const MAX_PAGES = 200;

for (const file of process.argv.slice(2)) {
  const document = await openPdf(readFileSync(file), MAX_PAGES);
  const pages = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    pages.push(await readTextLayer(await document.getPage(number)));
  }
  process.stdout.write(`${JSON.stringify({ pages })}\n`);
  await document.loadingTask.destroy();
}
