import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { flatten } from '../../reading/ocr/flatten.ts';
import type { Quad } from '../../reading/ocr/quad.ts';
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

/** The depth grows linearly along the photo of a plane: 1 at the left edge, 1 / far at the right one. */
const nearnessAt = (x: number, far: number) => 1 - (1 - far) * (x / page.width);

/** A grey photo of a page from its left: the right edge is farther off and only `far` as high as the left one. */
async function photograph(far: number, drawing = svg): Promise<Buffer> {
  const source = await sharp(Buffer.from(drawing)).greyscale().raw().toBuffer();
  const { width, height } = page;
  const photo = Buffer.alloc(width * height, 90);
  for (let x = 0; x < width; x += 1) {
    const nearness = nearnessAt(x, far);
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

/** Where a point of the page is seen on its photo. */
function onPhoto(x: number, y: number, far: number): { x: number; y: number } {
  const photoX = x / (far + (1 - far) * (x / page.width));
  return { x: photoX, y: page.height / 2 + (y - page.height / 2) * nearnessAt(photoX, far) };
}

for (const far of [0.85, 0.7, 0.5]) {
  test(`a page photographed from the side (far edge ${far}) is read row by row, where its words are seen`, async () => {
    const { parts } = await readDocument(await photograph(far), { limits });
    const read = (parts[0]?.pages[0]?.words ?? []).filter(({ text }) => rows.flat().some((wanted) => wanted === text));
    assert.deepEqual(
      read.map(({ text }) => text),
      rows.flat(),
    );
    for (const [index, [, price]] of rows.entries()) {
      const { box } = read.find(({ text }) => text === price) ?? {};
      const seen = onPhoto(770, 70 + 85 * index, far);
      assert.ok(box && box[0] < seen.x && box[2] > seen.x, `${price} at ${box}, seen at ${seen.x}`);
      assert.ok(box[1] < seen.y && box[3] > seen.y, `${price} at ${box}, seen at ${seen.y}`);
      assert.ok(box[3] - box[1] < 60, `${price} at ${box}`);
    }
  });
}

const RULES = [100, 240, 380, 520, 660];
const ruled = `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}" height="${page.height}"><rect width="100%" height="100%" fill="white"/>${RULES.map((y) => `<rect x="0" y="${y - 4}" width="100%" height="8"/>`).join('')}</svg>`;

/** The lines of text that a page would have on each rule, as they are seen on the photo. */
function quadsOnRules(far: number): Quad[] {
  return RULES.flatMap((y) =>
    [150, 450, 750].map((x) => {
      const [left, right] = [onPhoto(x - 100, y, far), onPhoto(x + 100, y, far)];
      const width = Math.hypot(right.x - left.x, right.y - left.y);
      const [ux, uy] = [(right.x - left.x) / width, (right.y - left.y) / width];
      return { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2, ux, uy, width, height: 20 };
    }),
  );
}

test('a photo from far aside is flattened by its lines, and places lead back to it', async () => {
  const far = 0.5;
  const { data, info } = await sharp(await photograph(far, ruled))
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const flat = flatten({ width: info.width, height: info.height, data }, quadsOnRules(far));
  assert.ok(flat);
  const { raster, onPhoto: backOnPhoto } = flat;
  const middles = [0.3, 0.5, 0.7].map((share) => {
    const x = Math.round(raster.width * share);
    const dark = Array.from({ length: raster.height }, (_, y) => y).filter(
      (y) => (raster.data[3 * (y * raster.width + x)] ?? 255) < 60,
    );
    const runs = dark.filter((y, index) => y !== (dark[index - 1] ?? -2) + 1);
    return { x, runs };
  });
  for (const { runs } of middles) assert.equal(runs.length, RULES.length);
  for (const [rule, y] of RULES.entries()) {
    const heights = middles.map(({ runs }) => runs[rule] ?? 0);
    assert.ok(Math.max(...heights) - Math.min(...heights) <= 3, `the rule at ${y} lies at ${heights}`);
    for (const { x, runs } of middles) {
      const at = runs[rule] ?? 0;
      const [x0, y0, x1, y1] = backOnPhoto([x - 1, at, x + 1, at + 8]);
      const grey = data[3 * (Math.round((y0 + y1) / 2) * info.width + Math.round((x0 + x1) / 2))];
      assert.ok(grey !== undefined && grey < 128, `the photo shows ${grey} where the rule at ${y} leads back to`);
    }
  }
});

test('a photo from a little aside, and a level scan, are read as they are', () => {
  const raster = { ...page, data: new Uint8Array(3 * page.width * page.height) };
  assert.equal(flatten(raster, quadsOnRules(0.8)), null);
  assert.equal(flatten(raster, quadsOnRules(1)), null);
});
