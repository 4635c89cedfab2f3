import { minAreaRect } from './min-area-rect.ts';
import type { Quad } from './quad.ts';
import { takeRegion } from './take-region.ts';

/**
 * Post-processing of a differentiable-binarisation map (Liao et al., "Real-time Scene Text Detection with Differentiable
 * Binarization", AAAI 2020) with the settings that PP-OCR's detection models are published with.
 */
const PIXEL_THRESHOLD = 0.3;
const REGION_THRESHOLD = 0.5;
/** The network draws text shrunken; a region grows by area × ratio / perimeter. */
const UNCLIP_RATIO = 1.6;
const MIN_SIDE = 3;
const MAX_REGIONS = 1500;

/** A text mask dilated by one pixel to the right and down, which closes hairline gaps. */
function dilatedMask(map: Float32Array, width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      if ((map[at] ?? 0) <= PIXEL_THRESHOLD) continue;
      mask[at] = 1;
      if (x + 1 < width) mask[at + 1] = 1;
      if (y + 1 < height) mask[at + width] = 1;
      if (x + 1 < width && y + 1 < height) mask[at + width + 1] = 1;
    }
  }
  return mask;
}

/** Mean of the map inside a quad. */
function meanInside(map: Float32Array, width: number, height: number, quad: Quad): number {
  const dx = (Math.abs(quad.ux) * quad.width + Math.abs(quad.uy) * quad.height) / 2;
  const dy = (Math.abs(quad.uy) * quad.width + Math.abs(quad.ux) * quad.height) / 2;
  let sum = 0;
  let count = 0;
  for (let y = Math.max(0, Math.floor(quad.y - dy)); y <= Math.min(height - 1, Math.ceil(quad.y + dy)); y += 1) {
    for (let x = Math.max(0, Math.floor(quad.x - dx)); x <= Math.min(width - 1, Math.ceil(quad.x + dx)); x += 1) {
      const [px, py] = [x - quad.x, y - quad.y];
      const along = Math.abs(px * quad.ux + py * quad.uy);
      const across = Math.abs(py * quad.ux - px * quad.uy);
      if (along > quad.width / 2 + 0.5 || across > quad.height / 2 + 0.5) continue;
      sum += map[y * width + x] ?? 0;
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}

function unclip(quad: Quad): Quad {
  const distance = (quad.width * quad.height * UNCLIP_RATIO) / (2 * (quad.width + quad.height));
  return { ...quad, width: quad.width + 2 * distance, height: quad.height + 2 * distance };
}

/** Text regions of a probability map of `width` × `height`, in its pixels. */
export function findTextRegions(map: Float32Array, width: number, height: number): Quad[] {
  const mask = dilatedMask(map, width, height);
  const stack = new Int32Array(width * height);
  const regions: Quad[] = [];
  for (let start = 0; start < mask.length && regions.length < MAX_REGIONS; start += 1) {
    if (mask[start] !== 1) continue;
    const quad = minAreaRect(takeRegion(mask, width, height, start, stack));
    if (!quad || Math.min(quad.width, quad.height) < MIN_SIDE) continue;
    if (meanInside(map, width, height, quad) < REGION_THRESHOLD) continue;
    regions.push(unclip(quad));
  }
  return regions;
}
