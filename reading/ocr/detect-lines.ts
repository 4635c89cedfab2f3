import sharp from 'sharp';
import type { Raster } from '../raster.ts';
import type { OcrSession } from './ocr-session.ts';
import type { Quad } from './quad.ts';
import { findTextRegions } from './text-regions.ts';

/** The network's strides make its sides multiples of this. */
const STRIDE = 32;
/** The shorter side is enlarged to this, as the network was trained. */
const MIN_SIDE = 736;
/** The longer side is reduced to this: a page of A4 keeps 6-point print readable for the detection. */
const MAX_SIDE = 1600;

function networkSize(width: number, height: number): [number, number] {
  const enlarge = Math.max(1, MIN_SIDE / Math.min(width, height));
  const scale = Math.min(enlarge, MAX_SIDE / Math.max(width, height));
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

/** Finds the lines of text on a page, in its pixels. */
export async function detectLines(raster: Raster, detection: OcrSession): Promise<Quad[]> {
  const [width, height] = networkSize(raster.width, raster.height);
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
