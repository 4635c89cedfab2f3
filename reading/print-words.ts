import { readFileSync } from 'node:fs';
import { openPdf } from './pdf/open-pdf.ts';
import { readTextLayer } from './pdf/read-text-layer.ts';

for (const file of process.argv.slice(2)) {
  const document = await openPdf(readFileSync(file), 200);
  const pages = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    pages.push(await readTextLayer(await document.getPage(number)));
  }
  process.stdout.write(`${JSON.stringify({ pages })}\n`);
  await document.loadingTask.destroy();
}
