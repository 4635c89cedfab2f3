import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { renderPage } from '../../reading/render-page.ts';
import { DocketError } from '../../schemas/errors.ts';
import { limits, sharedFile } from './shared-data.ts';
import { tinyPdf } from './tiny-pdf.ts';

after(closeReaders);

const pdf = tinyPdf(['Invoice 1\nwith enough words to be a page of text']);

/** Mean brightness, 0 to 255, of a box of the picture. */
async function brightness(png: Uint8Array, [x0, y0, x1, y1]: number[]): Promise<number> {
  const region = {
    left: Math.floor(x0 ?? 0),
    top: Math.floor(y0 ?? 0),
    width: Math.ceil((x1 ?? 0) - (x0 ?? 0)),
    height: Math.ceil((y1 ?? 0) - (y0 ?? 0)),
  };
  const part = await sharp(png).extract(region).greyscale().png().toBuffer();
  const { channels } = await sharp(part).stats();
  return channels[0]?.mean ?? 0;
}

test('a PDF page is drawn with its words under their boxes', async () => {
  const png = await renderPage(pdf, 'pdf', 0, { scale: 2, limits });
  const { format, width, height } = await sharp(png).metadata();
  assert.deepEqual([format, width, height], ['png', 1000, 1500]);
  const { parts } = await readDocument(pdf, { limits });
  for (const { box, text } of parts[0]?.pages[0]?.words ?? [])
    assert.ok(
      (await brightness(
        png,
        box.map((value) => value * 2),
      )) < 235,
      `${text} is dark`,
    );
  assert.equal(await brightness(png, [0, 1000, 1000, 1500]), 255);
});

test('an image is reduced to the width asked for and never enlarged', async () => {
  const photo = sharedFile('receipts-sroie/img/X00016469612.jpg');
  const small = await sharp(await renderPage(photo, 'jpeg', 0, { maxWidth: 200, limits })).metadata();
  assert.equal(small.width, 200);
  const whole = await sharp(await renderPage(photo, 'jpeg', 0, { maxWidth: 5000, limits })).metadata();
  assert.equal(whole.width, 463);
});

test('a page that is not there is not found', async () => {
  for (const [bytes, format, index] of [
    [pdf, 'pdf', 1],
    [pdf, 'pdf', -1],
    [Buffer.from('{}'), 'words', 0],
  ] as const)
    await assert.rejects(
      renderPage(bytes, format, index, { scale: 1, limits }),
      (error) => error instanceof DocketError && error.code === 'request.not-found',
    );
});
