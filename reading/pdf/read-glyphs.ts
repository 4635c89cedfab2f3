import type { Pdfium } from './pdfium.ts';

/** One character as the page shows it; lengths in points, origin top left. */
export interface Glyph {
  /** U+FFFD where the font does not say what the glyph means. */
  text: string;
  /** Start of the glyph on its baseline. */
  x: number;
  y: number;
  /** Unit vector along the baseline. */
  ux: number;
  uy: number;
  advance: number;
  size: number;
  /** From the baseline to the upper and the lower edge of the font; `descent` is negative. */
  ascent: number;
  descent: number;
  /** Drawn without ink (text render mode 3), as optical recognition lays its words under a scan. */
  invisible: boolean;
  /** PDFium's handle of the text that it belongs to. */
  object: number;
  /** The glyph's own outline, from its start on the baseline along and above it; known for level glyphs with ink. */
  outline: { left: number; right: number; top: number; bottom: number } | null;
}

/** Text render mode 3 (ISO 32000-1, 9.3.6): neither filled nor stroked. */
const INVISIBLE_MODE = 3;
/** What PDFium reports for a hyphen that it takes for a word break. */
const WORD_BREAK = 0x2;
const HYPHEN = '-';
const UNKNOWN = '\ufffd';
/** Baselines this near to an axis have upright boxes that are as long as the glyph is wide. */
const STRAIGHT = 0.02;

/** Text of one character code, from what PDFium makes of the font's mapping. */
function textOf({ c }: Pdfium, page: number, index: number, code: number): string {
  if (code === WORD_BREAK && c.FPDFText_IsHyphen(page, index) === 1) return HYPHEN;
  if (code === 0 || c.FPDFText_HasUnicodeMapError(page, index) === 1) return UNKNOWN;
  return code <= 0x10ffff ? String.fromCodePoint(code) : UNKNOWN;
}

type ToPage = (x: number, y: number) => [number, number];

/** Ascent and descent in font sizes. */
type FontHeight = Pick<Glyph, 'ascent' | 'descent'>;

/** Of faces whose font gives none, or none that can be. */
const usualHeight: FontHeight = { ascent: 0.75, descent: -0.25 };

function fontHeight(engine: Pdfium, font: number): FontHeight {
  engine.c.FPDFFont_GetAscent(font, 1, engine.scratch);
  engine.c.FPDFFont_GetDescent(font, 1, engine.scratch + 4);
  const [ascent, descent] = [engine.scratchFloat(0), engine.scratchFloat(1)];
  const plausible = ascent > 0.4 && ascent < 1.5 && descent <= 0 && descent > -0.8;
  return plausible ? { ascent, descent } : usualHeight;
}

/** The outline of a glyph that is level in the page's own coordinates, where it starts at `x` and `y`. */
function outlineOf(engine: Pdfium, text: number, index: number, x: number, y: number): Glyph['outline'] {
  const at = engine.scratch;
  if (engine.c.FPDFText_GetCharBox(text, index, at, at + 8, at + 16, at + 24) === 0) return null;
  const [left, right] = [engine.scratchDouble(0), engine.scratchDouble(1)];
  const [bottom, top] = [engine.scratchDouble(2), engine.scratchDouble(3)];
  return top > bottom ? { left: left - x, right: right - x, top: top - y, bottom: bottom - y } : null;
}

/** Reads the glyphs of one page; what several glyphs share is asked of PDFium once. */
class GlyphReader {
  readonly #engine: Pdfium;
  readonly #text: number;
  readonly #toPage: ToPage;
  readonly #zero: readonly [number, number];
  readonly #heights = new Map<number, FontHeight>();
  #object = { handle: 0, font: 0, invisible: false, height: usualHeight };

  constructor(engine: Pdfium, text: number, toPage: ToPage) {
    this.#engine = engine;
    this.#text = text;
    this.#toPage = toPage;
    this.#zero = toPage(0, 0);
  }

  /** The nth character, or null where it is one that PDFium adds of its own or has no size. */
  read(index: number): Glyph | null {
    const engine = this.#engine;
    const { c, scratch } = engine;
    const object = c.FPDFText_GetTextObject(this.#text, index);
    if (object === 0) return null;
    if (object !== this.#object.handle) this.#enter(object);
    c.FPDFText_GetMatrix(this.#text, index, scratch);
    const [a, b, g, d] = [
      engine.scratchFloat(0),
      engine.scratchFloat(1),
      engine.scratchFloat(2),
      engine.scratchFloat(3),
    ];
    const along = Math.hypot(a, b);
    const fontSize = Math.abs(c.FPDFText_GetFontSize(this.#text, index));
    const size = fontSize * (Math.hypot(g, d) || along);
    if (!(size > 0 && along > 0)) return null;
    c.FPDFText_GetCharOrigin(this.#text, index, scratch, scratch + 8);
    const [ownX, ownY] = [engine.scratchDouble(0), engine.scratchDouble(1)];
    const [x, y] = this.#toPage(ownX, ownY);
    const tip = this.#toPage(a / along, b / along);
    const [ux, uy] = [tip[0] - this.#zero[0], tip[1] - this.#zero[1]];
    const code = c.FPDFText_GetUnicode(this.#text, index);
    const { height, invisible } = this.#object;
    return {
      text: textOf(engine, this.#text, index, code),
      x,
      y,
      ux,
      uy,
      advance: this.#advance(index, code, [Math.abs(a) / along, Math.abs(b) / along], fontSize * along),
      size,
      ascent: height.ascent * size,
      descent: height.descent * size,
      invisible,
      object,
      outline: b === 0 && a > 0 && d > 0 ? outlineOf(engine, this.#text, index, ownX, ownY) : null,
    };
  }

  #enter(handle: number): void {
    const { c } = this.#engine;
    const font = c.FPDFTextObj_GetFont(handle);
    const height = this.#heights.get(font) ?? fontHeight(this.#engine, font);
    this.#heights.set(font, height);
    this.#object = { handle, font, height, invisible: c.FPDFTextObj_GetTextRenderMode(handle) === INVISIBLE_MODE };
  }

  /** How far the glyph moves the pen: as its upright box is long where it runs along an axis, else what its font says. */
  #advance(index: number, code: number, [cos, sin]: readonly [number, number], stretched: number): number {
    const { c, scratch } = this.#engine;
    if (Math.min(cos, sin) < STRAIGHT) {
      c.FPDFText_GetLooseCharBox(this.#text, index, scratch);
      const [from, to] = cos > sin ? [0, 2] : [3, 1];
      return Math.abs(this.#engine.scratchFloat(to) - this.#engine.scratchFloat(from));
    }
    const known = c.FPDFFont_GetGlyphWidth(this.#object.font, code, stretched, scratch) === 1;
    return known ? Math.abs(this.#engine.scratchFloat(0)) : stretched / 2;
  }
}

/**
 * The characters of an open page in the order of its content, white space included.
 * @param page handle of the page
 * @param toPage from the page's own coordinates to the page as it is seen
 */
export function readGlyphs(engine: Pdfium, page: number, toPage: ToPage): Glyph[] {
  const text = engine.c.FPDFText_LoadPage(page);
  const count = engine.c.FPDFText_CountChars(text);
  const reader = new GlyphReader(engine, text, toPage);
  const glyphs: Glyph[] = [];
  for (let index = 0; index < count; index += 1) {
    const glyph = reader.read(index);
    if (glyph) glyphs.push(glyph);
  }
  engine.c.FPDFText_ClosePage(text);
  return glyphs;
}
