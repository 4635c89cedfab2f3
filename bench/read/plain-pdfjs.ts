import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const options = {
  verbosity: 0,
  isEvalSupported: false,
  useWorkerFetch: false,
  useSystemFonts: false,
  disableFontFace: true,
  standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
  cMapUrl: `${join(folder, 'cmaps')}/`,
  cMapPacked: true,
};

/**
 * The plain loop over pdf.js that Docket's reader is held against: text items of every page, one file after the other;
 * once to warm up, once more timed.
 *
 *     node bench/read/plain-pdfjs.ts FILE.pdf...
 *
 * Prints the pages of one pass and the milliseconds of the second.
 */
async function pass(): Promise<number> {
  let pages = 0;
  for (const path of process.argv.slice(2)) {
    const task = getDocument({ ...options, data: new Uint8Array(readFileSync(path)) });
    const document = await task.promise;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      await page.getTextContent();
      page.cleanup();
      pages += 1;
    }
    await task.destroy();
  }
  return pages;
}

const pages = await pass();
const started = performance.now();
await pass();
process.stdout.write(`${pages} ${performance.now() - started}\n`);
