import type { Box } from '../../schemas/place.ts';
import { type Colour, type Painted, PaintOrder } from './paint-order.ts';
import type { Pdfium } from './pdfium.ts';

/** Text render modes that fill letters (ISO 32000-1, 9.3.6). */
const FILLING_MODES = [0, 2];
const INVISIBLE_MODE = 3;
/** Of 255: all of a colour's channels above this are nearly white, an alpha below it is nearly nothing. */
const LIGHT = 200;
const FAINT = 128;
/** Colours whose channels all differ by less are hard to tell apart. */
const ALIKE = 64;
/** With more of them than this their boxes are not compared one by one. */
const MOST_COVERS = 2000;
/** Rules of tables and underlines are thinner than this, in points: fewer than so many of them cover no text. */
const THIN = 1.5;
const MANY_THIN = 3;

/** Texts, by their handles, whose ink may not be seen; the light ones apart, as they may lie under others. */
export interface DoubtfulInk {
  light: Set<number>;
  others: Set<number>;
}

const overlap = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

const isThin = ([x0, y0, x1, y1]: Box) => Math.min(x1 - x0, y1 - y0) < THIN;

const alike = (a: Colour | null, b: Colour | null) =>
  a === null || b === null || [0, 1, 2].every((n) => Math.abs((a[n] ?? 0) - (b[n] ?? 0)) < ALIKE);

const isLight = ([red, green, blue]: Colour) => Math.min(red, green, blue) > LIGHT;

/**
 * Which texts of a page may have no ink that is seen: their colour is light or faint, or like what lies under them, something
 * is painted over them, a clip cuts them, or they may be switched off. Cheap and too careful; the drawn page decides.
 */
export function doubtfulInk(engine: Pdfium, page: number): DoubtfulInk {
  const order = new PaintOrder(engine, page);
  const covers = order.painted.flatMap((painted, place) => (painted.isText ? [] : [{ ...painted, place }]));
  const doubtful: DoubtfulInk = { light: new Set(), others: new Set() };

  const isCovered = (text: Painted, place: number) => {
    if (covers.length > MOST_COVERS) return true;
    const over = covers.filter(
      (cover) => overlap(cover.box, text.box) && (cover.place > place || alike(cover.colour, text.colour)),
    );
    return over.length >= MANY_THIN || over.some(({ box }) => !isThin(box));
  };
  for (const [place, text] of order.painted.entries()) {
    if (!text.isText) continue;
    const mode = engine.c.FPDFTextObj_GetTextRenderMode(text.handle);
    if (mode === INVISIBLE_MODE) continue;
    const { colour, handle } = text;
    if (colour && isLight(colour)) doubtful.light.add(handle);
    else if (
      !colour ||
      colour[3] < FAINT ||
      !FILLING_MODES.includes(mode) ||
      text.inForm ||
      isCovered(text, place) ||
      order.isClipped(text) ||
      engine.c.FPDFPageObj_HasTransparency(handle) !== 0 ||
      order.isOptional(text)
    )
      doubtful.others.add(handle);
  }
  return doubtful;
}
