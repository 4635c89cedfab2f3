import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { renderPage } from '../../reading/render-page.ts';
import type { Page } from '../../schemas/words.ts';
import { limits } from './shared-data.ts';

after(closeReaders);

const ROWS = [
  'Northwind Tools Limited',
  'Invoice number 2024-0815',
  'Hammer with wooden handle 12.50',
  'Screws and bolts, assorted 7.25',
  'Delivery to the building site 9.90',
  'Total amount to be paid 29.65',
];
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="700" height="900" font-size="26" font-family="DejaVu Sans, sans-serif"><rect width="700" height="900" fill="white"/>${ROWS.map((row, index) => `<text x="60" y="${120 + 90 * index}">${row}</text>`).join('')}</svg>`;
const upright = await sharp(Buffer.from(svg)).png().toBuffer();

async function readPage(bytes: Uint8Array): Promise<Page> {
  const page = (await readDocument(bytes, { limits })).parts[0]?.pages[0];
  assert.ok(page);
  return page;
}

const expected = ROWS.join(' ').split(' ');

for (const turn of [90, 180, 270] as const) {
  test(`a page that was scanned with a turn of ${360 - turn} degrees is read upright`, async () => {
    const scanned = await sharp(upright)
      .rotate(360 - turn)
      .png()
      .toBuffer();
    const page = await readPage(scanned);
    assert.equal(page.turn, turn);
    assert.deepEqual([page.width, page.height], [700, 900]);
    assert.deepEqual(
      page.words.map(({ text }) => text),
      expected,
    );
    for (const [index, { box }] of page.words.entries()) {
      assert.ok(box[0] >= 40 && box[2] <= 660, `word ${index} at ${box}`);
    }
    const drawn = await renderPage(scanned, 'png', 0, { scale: 1, turn, limits });
    const [stored, shown] = await Promise.all([upright, drawn].map((png) => sharp(png).removeAlpha().raw().toBuffer()));
    assert.ok(stored?.equals(shown ?? Buffer.alloc(0)), 'the drawn page is the upright one');
  });
}

test('an upright page has no turn', async () => {
  const page = await readPage(upright);
  assert.equal(page.turn, undefined);
  assert.deepEqual(
    page.words.map(({ text }) => text),
    expected,
  );
});
