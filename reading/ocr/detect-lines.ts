import sharp from 'sharp';
import type { Raster } from '../raster.ts';
import type { OcrSession } from './ocr-session.ts';
import type { Quad } from './quad.ts';
import { findTextRegions } from './text-regions.ts';

/** The network's strides make its sides multiples of this. */
const STRIDE = 32;
/** A small page is enlarged until its shorter side has this, as the network was trained. */
const MIN_SIDE = 736;
/** The longer side of the first look: enough for 7-point print on A4. */
const FIRST_SIDE = 1120;
/** The longer side of a second look. */
const MAX_SIDE = 1600;
/** Regions of small print, in the network's pixels: lower ones lose letters and lines, so they are looked at again. */
const LOW_REGION = 13;
/** A second look must enlarge at least by this to be worth its time. */
const WORTHWHILE = 1.15;

function firstScale({ width, height }: Raster): number {
  const enlarge = Math.max(1, MIN_SIDE / Math.min(width, height));
  return Math.min(enlarge, FIRST_SIDE / Math.max(width, height));
}

function networkSize({ width, height }: Raster, scale: number): [number, number] {
  const snap = (side: number) => Math.max(STRIDE, Math.round((side * scale) / STRIDE) * STRIDE);
  return [snap(width), snap(height)];
}

/** Planar BGR scaled to -1 … 1, as the networks were trained. */
function toTensor(rgb: Uint8Array, pixels: number): Float32Array {
  const tensor = new Float32Array(3 * pixels);
  for (let pixel = 0, at = 0; pixel < pixels; pixel += 1, at += 3) {
    tensor[pixel] = (rgb[at + 2] ?? 0) / 127.5 - 1;
    tensor[pixels + pixel] = (rgb[at + 1] ?? 0) / 127.5 - 1;
    tensor[2 * pixels + pixel] = (rgb[at] ?? 0) / 127.5 - 1;
  }
  return tensor;
}

async function detectAt(scale: number, raster: Raster, detection: OcrSession): Promise<Quad[]> {
  const [width, height] = networkSize(raster, scale);
  const resized = await sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 3 } })
    .resize({ width, height, fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  const { data } = await detection.run(toTensor(resized, width * height), [1, 3, height, width]);
  const [scaleX, scaleY] = [raster.width / width, raster.height / height];
  return findTextRegions(data, width, height).map((quad) => {
    const [ux, uy] = [quad.ux * scaleX, quad.uy * scaleY];
    const along = Math.hypot(ux, uy);
    const across = Math.hypot(quad.uy * scaleX, quad.ux * scaleY);
    return {
      x: (quad.x + 0.5) * scaleX,
      y: (quad.y + 0.5) * scaleY,
      ux: ux / along,
      uy: uy / along,
      width: quad.width * along,
      height: quad.height * across,
    };
  });
}

/** Finds the lines of text on a page, in its pixels, at the size that its print needs. */
export async function detectLines(raster: Raster, detection: OcrSession): Promise<Quad[]> {
  const scale = firstScale(raster);
  const quads = await detectAt(scale, raster, detection);
  const heights = quads.map(({ width, height }) => Math.min(width, height)).toSorted((a, b) => a - b);
  const usual = (heights[heights.length >> 1] ?? Number.POSITIVE_INFINITY) * scale;
  const closer = Math.min((scale * LOW_REGION * WORTHWHILE) / usual, MAX_SIDE / Math.max(raster.width, raster.height));
  return usual < LOW_REGION && closer > scale * WORTHWHILE ? detectAt(closer, raster, detection) : quads;
}
