import type { Box } from '../../schemas/place.ts';
import { emptyBox, extend } from './bounds.ts';
import type { Pdfium } from './pdfium.ts';

/** Kinds of page objects (FPDF_PAGEOBJ_*). */
export const objectType = { text: 1, path: 2, image: 3, shading: 4, form: 5 };
/** Forms within forms that are looked into. */
const FORM_DEPTH = 4;
/** A stroke as wide as this, in points, can cover small print. */
const COVERING_STROKE = 4;
/** Marks that are looked through for optional content. */
const MOST_MARKS = 8;

export type Colour = [red: number, green: number, blue: number, alpha: number];

/** A text or what can cover one, in the order of painting; boxes in the page's own coordinates. */
export interface Painted {
  handle: number;
  isText: boolean;
  box: Box;
  /** Null where it has no single one: images, shadings, patterns, forms. */
  colour: Colour | null;
  /** Part of a form, whose coordinates are its own. */
  inForm: boolean;
}

/** What paints on a page, as PDFium lists it. */
export class PaintOrder {
  readonly #pdfium: Pdfium;
  readonly painted: Painted[] = [];

  constructor(engine: Pdfium, page: number) {
    this.#pdfium = engine;
    const { c } = engine;
    for (let index = 0; index < c.FPDFPage_CountObjects(page); index += 1) {
      this.#add(c.FPDFPage_GetObject(page, index), 0);
    }
  }

  /** Whether a clip leaves less of an object than its whole box. */
  isClipped({ handle, box }: Painted): boolean {
    const { c } = this.#pdfium;
    const clip = c.FPDFPageObj_GetClipPath(handle);
    const paths = clip === 0 ? 0 : c.FPDFClipPath_CountPaths(clip);
    for (let path = 0; path < paths; path += 1) {
      const open = this.#clipBox(clip, path);
      if (box[0] < open[0] - 1 || box[1] < open[1] - 1 || box[2] > open[2] + 1 || box[3] > open[3] + 1) return true;
    }
    return false;
  }

  /** Whether an object belongs to optional content, which may be switched off. */
  isOptional({ handle }: Painted): boolean {
    const { c, scratch } = this.#pdfium;
    const marks = Math.min(MOST_MARKS, c.FPDFPageObj_CountMarks(handle));
    for (let index = 0; index < marks; index += 1) {
      const mark = c.FPDFPageObj_GetMark(handle, index);
      const known = c.FPDFPageObjMark_GetName(mark, scratch + 8, 8, scratch) !== 0;
      // UTF-16LE with its end: "OC".
      if (known && this.#pdfium.scratchInteger(0) === 6 && this.#pdfium.scratchInteger(2) === 0x43004f) return true;
    }
    return false;
  }

  #add(handle: number, depth: number): void {
    const { c } = this.#pdfium;
    const type = c.FPDFPageObj_GetType(handle);
    const isText = type === objectType.text;
    if (type === objectType.form && depth < FORM_DEPTH) {
      for (let index = 0; index < c.FPDFFormObj_CountObjects(handle); index += 1) {
        this.#add(c.FPDFFormObj_GetObject(handle, index), depth + 1);
      }
    }
    const covers = type === objectType.path ? this.#pathCovers(handle) : !isText;
    if (depth > 0 && !isText) return;
    if (!isText && !covers) return;
    const box = this.#boxOf(handle);
    const hasColour = isText || type === objectType.path;
    this.painted.push({ handle, isText, box, colour: hasColour ? this.#colourOf(handle) : null, inForm: depth > 0 });
  }

  #pathCovers(handle: number): boolean {
    const { c, scratch } = this.#pdfium;
    if (c.FPDFPath_GetDrawMode(handle, scratch, scratch + 4) === 0) return true;
    const [fill, stroke] = [this.#pdfium.scratchInteger(0), this.#pdfium.scratchInteger(1)];
    if (fill !== 0) return true;
    if (stroke === 0) return false;
    return c.FPDFPageObj_GetStrokeWidth(handle, scratch) !== 0 && this.#pdfium.scratchFloat(0) >= COVERING_STROKE;
  }

  #colourOf(handle: number): Colour | null {
    const { c, scratch: at } = this.#pdfium;
    if (c.FPDFPageObj_GetFillColor(handle, at, at + 4, at + 8, at + 12) === 0) return null;
    return [0, 1, 2, 3].map((n) => this.#pdfium.scratchInteger(n)) as Colour;
  }

  #boxOf(handle: number): Box {
    const { c, scratch: at } = this.#pdfium;
    c.FPDFPageObj_GetBounds(handle, at, at + 4, at + 8, at + 12);
    return [0, 1, 2, 3].map((n) => this.#pdfium.scratchFloat(n)) as Box;
  }

  #clipBox(clip: number, path: number): Box {
    const { c, scratch: at } = this.#pdfium;
    const box = emptyBox();
    for (let index = 0; index < c.FPDFClipPath_CountPathSegments(clip, path); index += 1) {
      const segment = c.FPDFClipPath_GetPathSegment(clip, path, index);
      c.FPDFPathSegment_GetPoint(segment, at, at + 4);
      extend(box, this.#pdfium.scratchFloat(0), this.#pdfium.scratchFloat(1));
    }
    return box;
  }
}
