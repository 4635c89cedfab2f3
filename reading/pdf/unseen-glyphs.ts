import type { Box } from '../../schemas/place.ts';
import type { Raster } from '../raster.ts';
import { emptyBox, extend } from './bounds.ts';
import type { Glyph } from './read-glyphs.ts';

/** A pixel that a letter changes by less than this, of 255, nobody sees. */
const SEEN = 12;

/** The upright box of a glyph's ink, or of its font where that is not known, in points. */
function inkBox({ x, y, ux, uy, advance, ascent, descent, outline }: Glyph): Box {
  const { left, right, top, bottom } = outline ?? { left: 0, right: advance, top: ascent, bottom: descent };
  const box = emptyBox();
  for (const along of [left, right])
    for (const above of [top, bottom]) extend(box, x + ux * along + uy * above, y + uy * along - ux * above);
  return box;
}

function differs(a: Raster, b: Raster, [x0, y0, x1, y1]: Box): boolean {
  const [left, right] = [Math.max(0, Math.floor(x0)), Math.min(a.width, Math.ceil(x1))];
  for (let y = Math.max(0, Math.floor(y0)); y < Math.min(a.height, Math.ceil(y1)); y += 1) {
    for (let at = (y * a.width + left) * 3; at < (y * a.width + right) * 3; at += 1) {
      if (Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0)) >= SEEN) return true;
    }
  }
  return false;
}

/** Those of the glyphs whose place looks the same with them and without. @param scale pixels a point */
export function unseenGlyphs(glyphs: readonly Glyph[], shown: Raster, without: Raster, scale: number): Glyph[] {
  return glyphs.filter((glyph) => {
    if (glyph.text.trim() === '') return false;
    const [x0, y0, x1, y1] = inkBox(glyph);
    return !differs(shown, without, [x0 * scale, y0 * scale, x1 * scale, y1 * scale]);
  });
}
