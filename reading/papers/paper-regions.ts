import sharp from 'sharp';
import { minAreaRect } from '../ocr/min-area-rect.ts';
import type { Quad } from '../ocr/quad.ts';
import { takeRegion } from '../ocr/take-region.ts';
import type { Raster } from '../raster.ts';

/** The longer side of the picture in which papers are looked for. */
const LOOK_SIDE = 400;
/** Half the height of print, in its pixels: what is narrower than twice this is closed. */
const PRINT_REACH = 2;
/** Paper and background must be two heaps of brightness: the share of the variance that telling them apart explains. */
const LEAST_SEPARATION = 0.7;
/** Levels of brightness of 255 by which paper and background differ at least; JPEG noise stays below. */
const LEAST_CONTRAST = 10;
/** A paper is a rectangle: it fills this much of the least rectangle round it. */
const LEAST_FILL = 0.8;
/** The shorter side of a paper against that of the page. */
const LEAST_SIDE = 0.08;
/** How far outside of a paper's side the background is looked for. */
const OUTSIDE = 4;
/** So much of a side must have background before it. */
const SIDE_SEEN = 0.7;

interface Grey {
  width: number;
  height: number;
  data: Uint8Array;
}

/** The page reduced to how white its pixels are: the least of red, green and blue, so that a coloured table is dark. */
async function whiteness({ width, height, data }: Raster): Promise<Grey> {
  const { data: rgb, info } = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: LOOK_SIDE, height: LOOK_SIDE, fit: 'inside', kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const least = new Uint8Array(info.width * info.height);
  for (let pixel = 0, at = 0; pixel < least.length; pixel += 1, at += 3) {
    least[pixel] = Math.min(rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0);
  }
  return { width: info.width, height: info.height, data: least };
}

/**
 * Every pixel becomes the brightest of those within `PRINT_REACH` before and behind it on its line: there are `lines`
 * lines, `apart` pixels from one another, of `length` pixels `step` apart.
 */
function brighten(data: Uint8Array, [lines, apart]: [number, number], [length, step]: [number, number]): Uint8Array {
  const result = new Uint8Array(data.length);
  for (let line = 0; line < lines; line += 1) {
    for (let place = 0; place < length; place += 1) {
      let best = 0;
      const last = Math.min(length - 1, place + PRINT_REACH);
      for (let near = Math.max(0, place - PRINT_REACH); near <= last; near += 1) {
        const value = data[line * apart + near * step] ?? 0;
        if (value > best) best = value;
      }
      result[line * apart + place * step] = best;
    }
  }
  return result;
}

const negative = (data: Uint8Array): Uint8Array => data.map((value) => 255 - value);

/** The page without its print: a grey-level closing. */
function withoutPrint({ width, height, data }: Grey): Grey {
  const dilated = (grey: Uint8Array) =>
    brighten(brighten(grey, [height, width], [width, 1]), [width, 1], [height, width]);
  return { width, height, data: negative(dilated(negative(dilated(data)))) };
}

/**
 * The brightness that best tells two materials apart (N. Otsu, "A Threshold Selection Method from Gray-Level Histograms",
 * 1979); null where the page is of one.
 */
function threshold({ data }: Grey): number | null {
  const histogram = new Float64Array(256);
  for (const value of data) histogram[value] = (histogram[value] ?? 0) + 1;
  let [sum, squares] = [0, 0];
  for (const [value, count] of histogram.entries()) {
    sum += value * count;
    squares += value * value * count;
  }
  const variance = squares / data.length - (sum / data.length) ** 2;
  let [dark, darkSum] = [0, 0];
  let best = { between: 0, contrast: 0, at: 0 };
  for (const [value, count] of histogram.entries()) {
    dark += count;
    darkSum += value * count;
    const bright = data.length - dark;
    if (dark === 0 || bright === 0) continue;
    const contrast = (sum - darkSum) / bright - darkSum / dark;
    const between = (dark / data.length) * (bright / data.length) * contrast ** 2;
    if (between > best.between) best = { between, contrast, at: value };
  }
  return best.between >= LEAST_SEPARATION * variance && best.contrast >= LEAST_CONTRAST ? best.at : null;
}

/** Whether there is background before most of a side: along `ux`, `uy` from its middle, `reach` off the centre. */
function sideSeen(
  mask: Uint8Array,
  { width, height }: Grey,
  rect: Quad,
  side: 'along' | 'across',
  end: 1 | -1,
): boolean {
  const { x, y, ux, uy } = rect;
  const [nx, ny, tx, ty] = side === 'along' ? [ux, uy, -uy, ux] : [-uy, ux, ux, uy];
  const [reach, length] = side === 'along' ? [rect.width / 2, rect.height] : [rect.height / 2, rect.width];
  const samples = Math.max(8, Math.round(length));
  let seen = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const along = ((sample + 0.5) / samples - 0.5) * 0.9 * length;
    const px = Math.round(x + end * nx * (reach + OUTSIDE) + tx * along);
    const py = Math.round(y + end * ny * (reach + OUTSIDE) + ty * along);
    if (px >= 0 && py >= 0 && px < width && py < height && mask[py * width + px] === 0) seen += 1;
  }
  return seen >= SIDE_SEEN * samples;
}

/** Rectangles of one material with the other before two sides that meet in a corner, in pixels of the small picture. */
function rectanglesIn(mask: Uint8Array, page: Grey): Quad[] {
  const { width, height } = page;
  const rest = mask.slice();
  const stack = new Int32Array(width * height);
  const leastSide = LEAST_SIDE * Math.min(width, height);
  const found: Quad[] = [];
  for (let start = 0; start < rest.length; start += 1) {
    if (rest[start] !== 1) continue;
    const outline = takeRegion(rest, width, height, start, stack);
    if (outline.length / 2 < leastSide) continue;
    const rect = minAreaRect(outline);
    if (!rect || Math.min(rect.width, rect.height) < leastSide) continue;
    let covered = 0;
    for (let at = 0; at < outline.length; at += 2) covered += (outline[at + 1]?.[0] ?? 0) - (outline[at]?.[0] ?? 0) + 1;
    if (covered < LEAST_FILL * rect.width * rect.height) continue;
    const seen = (side: 'along' | 'across') =>
      sideSeen(mask, page, rect, side, 1) || sideSeen(mask, page, rect, side, -1);
    if (seen('along') && seen('across')) found.push(rect);
  }
  return found;
}

/**
 * The papers that are seen lying on a page, in its pixels: rectangles of one brightness, background of another before at
 * least two of their sides. Papers may be brighter than what they lie on (a table, an open lid) or darker (a white lid).
 */
export async function paperRegions(raster: Raster): Promise<Quad[]> {
  const page = withoutPrint(await whiteness(raster));
  const limit = threshold(page);
  if (limit === null) return [];
  const [scaleX, scaleY] = [raster.width / page.width, raster.height / page.height];
  const isBright = (value: number) => (value > limit ? 1 : 0);
  const brighter = rectanglesIn(page.data.map(isBright), page);
  const rectangles =
    brighter.length > 1
      ? brighter
      : rectanglesIn(
          page.data.map((value) => 1 - isBright(value)),
          page,
        );
  if (rectangles.length < 2) return [];
  return rectangles.map((rect) => ({
    ...rect,
    x: (rect.x + 0.5) * scaleX,
    y: (rect.y + 0.5) * scaleY,
    width: (rect.width + 1) * scaleX,
    height: (rect.height + 1) * scaleY,
  }));
}
