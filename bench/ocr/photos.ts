import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ImageFile } from '../../reading/image/open-image.ts';
import { recognisePage } from '../../reading/ocr/recognise-page.ts';
import { recogniseScan } from '../../reading/ocr/recognise-scan.ts';
import type { Raster } from '../../reading/raster.ts';
import { readLimits } from '../../reading/read-limits.ts';
import { parseConfig } from '../../schemas/config.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import type { Word } from '../../schemas/words.ts';
import { sroiePages } from './sroie-pages.ts';
import { totalRecall, type WordRecall, wordRecall } from './word-recall.ts';

/**
 * `node bench/ocr/photos.ts [--limit N] [--data FOLDER]`: word recall on SROIE receipts as a camera sees them from aside and
 * from above, read as the photo is and as Docket reads it, which flattens photos from far aside.
 */
const { values } = parseArgs({
  options: {
    limit: { type: 'string', default: '20' },
    data: { type: 'string', default: join(packageRoot, '..', 'shared', 'data', 'receipts-sroie') },
  },
});

type Vector = readonly [number, number, number];

/** Degrees by which the page is turned about its upright and its level axis, away from the camera. */
const VIEWS = [
  [0, 0],
  [20, 0],
  [30, 0],
  [40, 0],
  [30, 25],
  [-35, -20],
] as const;
/** Focal length, and distance of the camera, in longer sides of the page. */
const DISTANCE = 1.3;
const TABLE: Vector = [70, 60, 52];
const MARGIN = 40;

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** A photo of a page that lies on a table, as large as the page where it is as near as the page's middle. */
function photograph(page: Raster, aside: number, above: number): Raster {
  const [yaw, pitch] = [(aside * Math.PI) / 180, (above * Math.PI) / 180];
  const across: Vector = [Math.cos(yaw), -Math.sin(yaw) * Math.sin(pitch), Math.sin(yaw) * Math.cos(pitch)];
  const down: Vector = [0, Math.cos(pitch), Math.sin(pitch)];
  const normal: Vector = [
    across[1] * down[2] - across[2] * down[1],
    across[2] * down[0] - across[0] * down[2],
    across[0] * down[1] - across[1] * down[0],
  ];
  const far = DISTANCE * Math.max(page.width, page.height);
  const corners = [-0.5, 0.5].flatMap((x) =>
    [-0.5, 0.5].map((y) => {
      const [px, py, pz] = [0, 1, 2].map(
        (axis) => x * page.width * (across[axis] ?? 0) + y * page.height * (down[axis] ?? 0),
      ) as [number, number, number];
      return [(px * far) / (far + pz), (py * far) / (far + pz)] as const;
    }),
  );
  const left = Math.min(...corners.map(([x]) => x)) - MARGIN;
  const top = Math.min(...corners.map(([, y]) => y)) - MARGIN;
  const width = Math.ceil(Math.max(...corners.map(([x]) => x)) + MARGIN - left);
  const height = Math.ceil(Math.max(...corners.map(([, y]) => y)) + MARGIN - top);
  const data = new Uint8Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const ray: Vector = [left + (pixel % width) + 0.5, top + Math.floor(pixel / width) + 0.5, far];
    const reach = (normal[2] * far) / dot(normal, ray);
    const point: Vector = [ray[0] * reach, ray[1] * reach, ray[2] * reach - far];
    const x = dot(point, across) + page.width / 2 - 0.5;
    const y = dot(point, down) + page.height / 2 - 0.5;
    const inside = x >= 0 && y >= 0 && x < page.width - 1 && y < page.height - 1;
    const from = 3 * (Math.floor(y) * page.width + Math.floor(x));
    const [fx, fy] = [x - Math.floor(x), y - Math.floor(y)];
    for (const [channel, ground] of TABLE.entries()) {
      const at = (offset: number) => page.data[from + channel + offset] ?? 0;
      const upper = at(0) * (1 - fx) + at(3) * fx;
      const lower = at(3 * page.width) * (1 - fx) + at(3 * page.width + 3) * fx;
      data[3 * pixel + channel] = inside ? upper * (1 - fy) + lower * fy : ground;
    }
  }
  return { width, height, data };
}

const limits = readLimits(parseConfig({}));
const readers: Record<string, (photo: Raster) => Promise<Word[]>> = {
  'as it is': (photo) => recognisePage(photo, 1),
  docket: async (photo) => (await recogniseScan(photo, 1, { separate: false })).flatMap(({ words }) => words),
};
const rows = VIEWS.flatMap(([aside, above]) =>
  Object.keys(readers).map((reader) => ({ aside, above, reader, recalls: [] as WordRecall[], seconds: 0 })),
);
for (const { path, printed } of sroiePages(values.data, Number(values.limit))) {
  const page = await (await ImageFile.open(readFileSync(path), limits)).raster(0);
  for (const row of rows) {
    const photo = row.aside === 0 && row.above === 0 ? page : photograph(page, row.aside, row.above);
    const started = performance.now();
    const words = await readers[row.reader]?.(photo);
    row.seconds += (performance.now() - started) / 1000;
    row.recalls.push(
      wordRecall(
        printed,
        (words ?? []).map(({ text }) => text),
      ),
    );
  }
}
const share = (value: number) => value.toFixed(3);
console.table(
  rows.map(({ aside, above, reader, recalls, seconds }) => {
    const { exact, substring, unspaced } = totalRecall(recalls);
    return {
      view: `${aside} aside, ${above} above`,
      reader,
      exact: share(exact),
      substring: share(substring),
      'without spaces': share(unspaced),
      's/page': (seconds / recalls.length).toFixed(2),
    };
  }),
);
