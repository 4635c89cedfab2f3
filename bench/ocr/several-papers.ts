import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { ImageFile } from '../../reading/image/open-image.ts';
import { recogniseScan } from '../../reading/ocr/recognise-scan.ts';
import type { Raster } from '../../reading/raster.ts';
import { readLimits } from '../../reading/read-limits.ts';
import { parseConfig } from '../../schemas/config.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { wordsDocument } from '../../schemas/words.ts';
import { type ScannedPage, sroiePages } from './sroie-pages.ts';
import { wordRecall } from './word-recall.ts';

/**
 * `node bench/ocr/several-papers.ts [--single N] [--sheets N] [--seed N] [--data FOLDER]`: how many SROIE receipts alone on
 * their page are wrongly taken apart, and how many sheets on which two or three of them lie side by side, half of them
 * slanted by up to 5 degrees, are taken apart rightly.
 */
const { values } = parseArgs({
  options: {
    single: { type: 'string', default: '1000' },
    sheets: { type: 'string', default: '32' },
    seed: { type: 'string', default: '1' },
    data: { type: 'string', default: join(packageRoot, '..', 'shared', 'data', 'receipts-sroie') },
  },
});

const limits = readLimits(parseConfig({}));
const GROUNDS = { white: '#ffffff', grey: '#d7d9db', dark: '#3c3430', wood: '#a57850' };
const PAPER_WIDTH = 700;
const LONGEST_PAPER = 1700;
/** Clear space round a receipt's words, as a share of its width: scans show more or less of the paper. */
const MARGIN = 0.03;

let state = Number(values.seed);
/** A number from 0 to 1 of a linear congruential generator (Numerical Recipes). */
function random(): number {
  state = (state * 1664525 + 1013904223) % 2 ** 32;
  return state / 2 ** 32;
}

const read = async (raster: Raster) => recogniseScan(raster, 1, { separate: true });
const rasterOf = async (bytes: Uint8Array) => (await ImageFile.open(bytes, limits)).raster(0);

/** A receipt cut out of its scan, perhaps slanted, on nothing. */
async function cutOut({ path }: ScannedPage): Promise<{ png: Buffer; width: number; height: number }> {
  const name = basename(path).replace(/\.\w+$/, '.json');
  const [page] = wordsDocument.parse(JSON.parse(readFileSync(join(dirname(path), '..', 'words', name), 'utf8'))).pages;
  if (!page) throw new Error(`${name} has no page.`);
  const image = await rasterOf(readFileSync(path));
  const scale = image.width / page.width;
  const edge = (side: 0 | 1 | 2 | 3, most: (...numbers: number[]) => number, margin: number) =>
    scale * (most(...page.words.map(({ box }) => box[side])) + margin * MARGIN * page.width);
  const [left, top] = [Math.max(0, Math.floor(edge(0, Math.min, -1))), Math.max(0, Math.floor(edge(1, Math.min, -1)))];
  const width = Math.min(image.width, Math.ceil(edge(2, Math.max, 1))) - left;
  const height = Math.min(image.height, Math.ceil(edge(3, Math.max, 1))) - top;
  const paper = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .extract({ left, top, width, height })
    .resize({ width: PAPER_WIDTH, height: LONGEST_PAPER, fit: 'inside', withoutEnlargement: false })
    .png()
    .toBuffer();
  const slant = random() < 0.5 ? 10 * random() - 5 : 0;
  const { data, info } = await sharp(paper)
    .ensureAlpha()
    .rotate(slant, { background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}

async function lay(receipts: readonly ScannedPage[], ground: string): Promise<Raster> {
  const placed: { input: Buffer; left: number; top: number }[] = [];
  let [right, bottom] = [60, 0];
  for (const receipt of receipts) {
    const { png, width, height } = await cutOut(receipt);
    const place = { input: png, left: Math.round(right), top: Math.round(50 + 250 * random()) };
    placed.push(place);
    right = place.left + width + 30 + 90 * random();
    bottom = Math.max(bottom, place.top + height + 60);
  }
  const sheet = sharp({ create: { width: Math.ceil(right), height: bottom, channels: 3, background: ground } });
  return rasterOf(await sheet.composite(placed).jpeg({ quality: 85 }).toBuffer());
}

const pages = sroiePages(values.data, 1000);
const alone = sroiePages(values.data, Number(values.single));
const split: string[] = [];
for (const { path } of alone) {
  if ((await read(await rasterOf(readFileSync(path)))).length > 1) split.push(basename(path));
}
console.log(`${split.length} of ${alone.length} receipts alone on their page are taken apart. ${split.join(' ')}`);

const names = Object.keys(GROUNDS) as (keyof typeof GROUNDS)[];
const rows = names.map((ground) => ({
  ground,
  sheets: 0,
  right: 0,
  'left whole': 0,
  words: 0,
  'words in their part': 0,
}));
for (let sheet = 0; sheet < Number(values.sheets); sheet += 1) {
  const row = rows[sheet % rows.length];
  if (!row) continue;
  const rest = [...pages];
  const receipts = Array.from({ length: random() < 0.35 ? 3 : 2 }, () =>
    rest.splice(Math.floor(random() * rest.length), 1),
  ).flat();
  const parts = await read(await lay(receipts, GROUNDS[row.ground]));
  row.sheets += 1;
  if (parts.length === 1) row['left whole'] += 1;
  if (parts.length !== receipts.length) continue;
  row.right += 1;
  for (const [index, { printed }] of receipts.entries()) {
    const recall = wordRecall(printed, parts[index]?.words.map(({ text }) => text) ?? []);
    row.words += recall.words;
    row['words in their part'] += recall.exact;
  }
}
console.table(rows);
