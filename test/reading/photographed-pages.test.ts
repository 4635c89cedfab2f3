import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { limits } from './shared-data.ts';

after(closeReaders);

const ITEMS = ['Hammer', 'Screws', 'Pliers', 'Ladder', 'Bucket', 'Gloves', 'Sander', 'Hinges'];
const rows = ITEMS.map((item, index) => [item, `${index + 1}2.50`] as const);
const page = { width: 900, height: 760 };
const lines = rows
  .map(([item, price], index) => {
    const y = 80 + 85 * index;
    return `<text x="50" y="${y}">${item} for the building site</text><text x="740" y="${y}">${price}</text>`;
  })
  .join('');
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}" height="${page.height}" font-size="28" font-family="DejaVu Sans, sans-serif"><rect width="100%" height="100%" fill="white"/>${lines}</svg>`;

/** A grey photo of the page from its left: the right edge is farther off and only `far` as high as the left one. */
async function photograph(far: number): Promise<Buffer> {
  const source = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer();
  const { width, height } = page;
  const photo = Buffer.alloc(width * height, 90);
  for (let x = 0; x < width; x += 1) {
    // The depth grows linearly along the photo of a plane: 1 at the left edge, 1 / far at the right one.
    const nearness = 1 - (1 - far) * (x / width);
    const sourceX = Math.min(width - 1, ((x / width) * far * width) / nearness);
    for (let y = 0; y < height; y += 1) {
      const sourceY = height / 2 + (y - height / 2) / nearness;
      if (sourceY < 0 || sourceY > height - 2 || sourceX > width - 2) continue;
      const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
      const [fx, fy] = [sourceX - left, sourceY - top];
      const at = (dx: number, dy: number) => source[(top + dy) * width + left + dx] ?? 0;
      const upper = at(0, 0) * (1 - fx) + at(1, 0) * fx;
      photo[y * width + x] = upper * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy;
    }
  }
  return sharp(photo, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

for (const far of [0.85, 0.7]) {
  test(`a page photographed from the side (far edge ${far}) is read row by row`, async () => {
    const { parts } = await readDocument(await photograph(far), { limits });
    const read = (parts[0]?.pages[0]?.words ?? []).map(({ text }) => text);
    assert.deepEqual(
      read.filter((text) => rows.flat().some((wanted) => wanted === text)),
      rows.flat(),
    );
  });
}
