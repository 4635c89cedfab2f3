import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import type { Page } from '../../schemas/words.ts';
import { limits, sharedFile } from './shared-data.ts';
import { tinyPdf } from './tiny-pdf.ts';

after(closeReaders);

const text = 'Invoice 4711 of 2 May 2024\nTotal due: 1.234,50 EUR in thirty days';

async function firstPage(bytes: Uint8Array): Promise<Page> {
  const { parts } = await readDocument(bytes, { limits });
  const page = parts[0]?.pages[0];
  assert.ok(page);
  return page;
}

function lines(page: Page): string[] {
  const found: string[][] = [];
  for (const word of page.words) {
    assert.ok(word.line !== undefined);
    found[word.line] = [...(found[word.line] ?? []), word.text];
  }
  return found.map((words) => words.join(' '));
}

test('a text layer gives words in reading order, in points from the top left', async () => {
  const page = await firstPage(tinyPdf([text]));
  assert.equal(page.source, 'text');
  assert.deepEqual([page.width, page.height], [500, 750]);
  assert.deepEqual(lines(page), text.split('\n'));
  const [x0, y0, x1, y1] = page.words[0]?.box ?? [0, 0, 0, 0];
  assert.ok(Math.abs(x0 - 50) < 0.5, `starts at ${x0}`);
  assert.ok(Math.abs(x1 - 87.4) < 1, `"Invoice" in Helvetica 12 is 37.4 points long, ends at ${x1}`);
  assert.ok(y0 < 50 && y1 > 50 && y1 - y0 <= 15, `baseline at 50: ${y0} to ${y1}`);
});

test('a rotated page gives its words as they are seen', async () => {
  const page = await firstPage(tinyPdf([text], { rotate: 90 }));
  assert.deepEqual([page.width, page.height], [750, 500]);
  assert.equal(page.words.length, text.split(/\s/).length);
  for (const { box } of page.words) assert.ok(box[0] > 600 && box[3] - box[1] > box[2] - box[0] - 15);
});

test('columns of one row are lines of their own', async () => {
  const page = await firstPage(sharedFile('invoices-invoice2data/files/coolblue1.pdf'));
  const found = lines(page);
  for (const line of [
    'Factuurnummer: 993548900',
    'IBAN NL50INGB0683251309',
    'Apple iPad Air Wifi 16 GB Zilver',
    '€ 399,00',
  ])
    assert.ok(found.includes(line), line);
  assert.equal(page.words.filter(({ box }) => box[2] > page.width || box[3] > page.height).length, 0);
});

test('pages keep their order and their number', async () => {
  const { parts } = await readDocument(tinyPdf([text, `${text}\nsecond`, text]), { limits });
  const counts = parts[0]?.pages.map((page) => page.words.length);
  assert.deepEqual(counts, [13, 14, 13]);
});
