import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { type Page, wordsDocument } from '../../schemas/words.ts';
import { limits, sharedFile } from './shared-data.ts';

after(closeReaders);

/** Share of the wanted words, case folded, that were read. */
function recall(wanted: string[], page: Page): number {
  const left = page.words.map(({ text }) => text.toUpperCase());
  const hits = wanted.filter((text) => {
    const index = left.indexOf(text.toUpperCase());
    if (index !== -1) left.splice(index, 1);
    return index !== -1;
  });
  return hits.length / wanted.length;
}

async function readPage(bytes: Uint8Array, index = 0): Promise<Page> {
  const { parts } = await readDocument(bytes, { limits });
  const page = parts[0]?.pages[index];
  assert.ok(page);
  return page;
}

const receipt = sharedFile('receipts-sroie/img/X00016469612.jpg');
const receiptWords = wordsDocument
  .parse(JSON.parse(sharedFile('receipts-sroie/words/X00016469612.json').toString('utf8')))
  .pages.flatMap((page) => page.words);

test('a scanned receipt is read word by word where it stands', async () => {
  const page = await readPage(receipt);
  assert.equal(page.source, 'ocr');
  const wanted = receiptWords.map(({ text }) => text);
  assert.ok(recall(wanted, page) > 0.8, `recall ${recall(wanted, page)}`);
  for (const wantedWord of receiptWords.filter(({ text }) => text.length > 6)) {
    const word = page.words.find(({ text }) => text.toUpperCase() === wantedWord.text.toUpperCase());
    if (!word) continue;
    const shift = Math.abs(word.box[1] + word.box[3] - wantedWord.box[1] - wantedWord.box[3]) / 2;
    assert.ok(shift < 12, `${word.text} is ${shift} pixels off`);
    assert.ok(word.confidence !== undefined && word.confidence > 0.3);
  }
});

test('PNG, WebP and every page of a TIFF give the same words as the JPEG', async () => {
  const wanted = (await readPage(receipt)).words.map(({ text }) => text);
  const image = sharp(receipt);
  assert.ok(recall(wanted, await readPage(await image.clone().png().toBuffer())) > 0.95);
  assert.ok(recall(wanted, await readPage(await image.clone().webp({ lossless: true }).toBuffer())) > 0.95);
  const two = await sharp([receipt, receipt], { join: { across: 1, animated: true } })
    .tiff({ compression: 'lzw' })
    .toBuffer();
  const { format, parts } = await readDocument(two, { limits });
  assert.equal(format, 'tiff');
  assert.equal(parts[0]?.pages.length, 2);
  for (const page of parts[0]?.pages ?? []) assert.ok(recall(wanted, page) > 0.95);
});

test('a slanted page is read row by row', async () => {
  const rows = ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo'].map((name, row) => [name, `${row + 1}0.25`]);
  const texts = rows.map(
    ([name, price], row) =>
      `<text x="60" y="${200 + 60 * row}">${name} description of the item</text><text x="1100" y="${200 + 60 * row}">${price}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1300" height="800" font-size="32" font-family="DejaVu Sans, sans-serif"><rect width="1300" height="800" fill="white"/>${texts.join('')}</svg>`;
  const page = await readPage(await sharp(Buffer.from(svg)).rotate(4, { background: '#fff' }).png().toBuffer());
  const read = page.words.map(({ text }) => text);
  assert.deepEqual(
    read.filter((text) => rows.flat().includes(text)),
    rows.flat(),
  );
});

test('an image is turned upright by its EXIF orientation', async () => {
  const sideways = await sharp(receipt).rotate(90).withMetadata({ orientation: 8 }).jpeg({ quality: 95 }).toBuffer();
  const page = await readPage(sideways);
  assert.ok(page.height > page.width);
  const wanted = receiptWords.map(({ text }) => text);
  assert.ok(recall(wanted, page) > 0.75);
});

test('European letters, accents and currency signs are read', async () => {
  const text = 'Größe Überweisung façade señor Łódź Škoda 1.234,50 € £ 99';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1400" height="120"><rect width="1400" height="120" fill="white"/><text x="30" y="75" font-size="40" font-family="DejaVu Sans, sans-serif">${text}</text></svg>`;
  const page = await readPage(await sharp(Buffer.from(svg)).png().toBuffer());
  assert.deepEqual(
    page.words.map((word) => word.text),
    text.split(' '),
  );
});

test('an image-only PDF is drawn and recognised, in points', async () => {
  const page = await readPage(sharedFile('invoices-misc/files/invoices-google-docai-google_invoice.pdf'));
  assert.equal(page.source, 'ocr');
  assert.deepEqual([page.width, page.height], [612, 792]);
  const wanted = ['Google', 'Invoice', '23413561D', '$22,379.39'];
  assert.ok(recall(wanted, page) >= 0.5, page.words.map(({ text }) => text).join(' '));
  for (const { box } of page.words) assert.ok(box[2] <= page.width + 2 && box[3] <= page.height + 2);
});
