import type { Box } from '../../schemas/place.ts';
import type { Raster } from '../raster.ts';
import { doubtfulInk } from './doubtful-ink.ts';
import { objectType } from './paint-order.ts';
import type { Pdfium } from './pdfium.ts';
import { type Glyph, readGlyphs } from './read-glyphs.ts';
import { unseenGlyphs } from './unseen-glyphs.ts';

/** Annotation subtypes that show nothing of their own on the page (FPDF_ANNOT_LINK, FPDF_ANNOT_POPUP). */
const SILENT_ANNOTATIONS = [2, 16];
const WIDGET = 20;
/** FLAT_NORMALDISPLAY: annotations as the screen shows them become part of the page. */
const FOR_DISPLAY = 0;
/** FPDFBitmap_BGR with FPDF_REVERSE_BYTE_ORDER: three bytes a pixel, red first. */
const BITMAP_FORMAT = 2;
const RENDER_FLAGS = 0x01 | 0x10;
const WHITE = 0xffffffff;

/** Pixels a point with which the ink of single letters is looked for, and the most pixels of such a drawing. */
const INK_SCALE = 1.5;
const INK_PIXELS = 16_000_000;
/** Forms within forms that are looked into for images. */
const FORM_DEPTH = 4;

/** What besides text is drawn on a page. */
export interface DrawnContent {
  /** Where images lie, in points from the top left; a form that holds one counts as a whole. */
  images: Box[];
  paths: number;
  forms: number;
}

/** An open page: its size, rotation applied, in points; its glyphs, annotations and form fields included. */
export class PdfPage {
  readonly width: number;
  readonly height: number;
  readonly #pdfium: Pdfium;
  readonly #page: number;
  readonly #turns: number;
  readonly #bounds: { left: number; top: number; right: number; bottom: number };

  private constructor(engine: Pdfium, page: number) {
    this.#pdfium = engine;
    this.#page = page;
    engine.c.FPDF_GetPageBoundingBox(page, engine.scratch);
    const [left, top, right, bottom] = [0, 1, 2, 3].map((n) => engine.scratchFloat(n)) as [
      number,
      number,
      number,
      number,
    ];
    this.#bounds = { left, top, right, bottom };
    this.#turns = engine.c.FPDFPage_GetRotation(page);
    const sideways = this.#turns % 2 === 1;
    this.width = sideways ? top - bottom : right - left;
    this.height = sideways ? right - left : top - bottom;
  }

  /** @param form opens the document's form, for pages with form fields */
  static open(engine: Pdfium, document: number, index: number, form: () => number): PdfPage | null {
    const { c } = engine;
    const page = c.FPDF_LoadPage(document, index);
    if (page === 0) return null;
    const shown = visibleAnnotations(engine, page);
    if (shown.length === 0) return new PdfPage(engine, page);
    if (shown.includes(WIDGET)) {
      // PDFium gives fields without an appearance one when their page is shown.
      const handle = form();
      c.FORM_OnAfterLoadPage(page, handle);
      c.FORM_OnBeforeClosePage(page, handle);
    }
    c.FPDFPage_Flatten(page, FOR_DISPLAY);
    c.FPDF_ClosePage(page);
    const flat = c.FPDF_LoadPage(document, index);
    return flat === 0 ? null : new PdfPage(engine, flat);
  }

  /** The text of the page, in the order of its content. */
  glyphs(): Glyph[] {
    return readGlyphs(this.#pdfium, this.#page, (x, y) => this.#onPage(x, y));
  }

  /**
   * Those of the page's glyphs that are painted and yet not seen: in the colour of what lies under them, covered, cut off
   * or switched off. Found by drawing the page with them and without, where there is a doubt.
   */
  unseen(glyphs: readonly Glyph[]): Set<Glyph> {
    const { light, others } = doubtfulInk(this.#pdfium, this.#page);
    const found = new Set<Glyph>();
    if (light.size + others.size === 0) return found;
    const shown = this.draw(INK_SCALE, INK_PIXELS);
    for (const handles of [light, others]) {
      const doubtful = glyphs.filter(({ object, invisible }) => !invisible && handles.has(object));
      if (doubtful.length === 0) continue;
      const without = this.#drawWithout(handles);
      for (const glyph of unseenGlyphs(doubtful, shown, without, shown.width / this.width)) found.add(glyph);
    }
    return found;
  }

  #drawWithout(handles: ReadonlySet<number>): Raster {
    const { c } = this.#pdfium;
    for (const handle of handles) c.FPDFPageObj_SetIsActive(handle, 0);
    const drawn = this.draw(INK_SCALE, INK_PIXELS);
    for (const handle of handles) c.FPDFPageObj_SetIsActive(handle, 1);
    return drawn;
  }

  drawnContent(): DrawnContent {
    const { c } = this.#pdfium;
    const content: DrawnContent = { images: [], paths: 0, forms: 0 };
    for (let index = 0; index < c.FPDFPage_CountObjects(this.#page); index += 1) {
      const object = c.FPDFPage_GetObject(this.#page, index);
      const type = c.FPDFPageObj_GetType(object);
      if (type === objectType.path) content.paths += 1;
      if (type === objectType.form) content.forms += 1;
      if (this.#holdsImage(object, type, FORM_DEPTH)) content.images.push(this.#boxOf(object));
    }
    return content;
  }

  /** Draws the page with `scale` pixels a point, or fewer where that would exceed `maxPixels`. */
  draw(scale: number, maxPixels: number): Raster {
    const { c } = this.#pdfium;
    const fitting = Math.min(scale, Math.sqrt(maxPixels / Math.max(1, this.width * this.height)));
    const width = Math.max(1, Math.round(this.width * fitting));
    const height = Math.max(1, Math.round(this.height * fitting));
    const stride = width * 3;
    const buffer = this.#pdfium.allocate(stride * height);
    const bitmap = c.FPDFBitmap_CreateEx(width, height, BITMAP_FORMAT, buffer, stride);
    c.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    c.FPDF_RenderPageBitmap(bitmap, this.#page, 0, 0, width, height, 0, RENDER_FLAGS);
    const data = this.#pdfium.read(buffer, stride * height);
    c.FPDFBitmap_Destroy(bitmap);
    this.#pdfium.free(buffer);
    return { width, height, data };
  }

  close(): void {
    this.#pdfium.c.FPDF_ClosePage(this.#page);
  }

  /** From the page's own coordinates to the page as it is seen. */
  #onPage(x: number, y: number): [number, number] {
    const { left, top, right, bottom } = this.#bounds;
    switch (this.#turns) {
      case 1:
        return [y - bottom, x - left];
      case 2:
        return [right - x, y - bottom];
      case 3:
        return [top - y, right - x];
      default:
        return [x - left, top - y];
    }
  }

  #boxOf(object: number): Box {
    const { c, scratch } = this.#pdfium;
    c.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12);
    const [left, bottom, right, top] = [0, 1, 2, 3].map((n) => this.#pdfium.scratchFloat(n)) as Box;
    const [[x0, y0], [x1, y1]] = [this.#onPage(left, bottom), this.#onPage(right, top)];
    return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
  }

  #holdsImage(object: number, type: number, depth: number): boolean {
    const { c } = this.#pdfium;
    if (type === objectType.image) return true;
    if (type !== objectType.form || depth === 0) return false;
    for (let index = 0; index < c.FPDFFormObj_CountObjects(object); index += 1) {
      const inner = c.FPDFFormObj_GetObject(object, index);
      if (this.#holdsImage(inner, c.FPDFPageObj_GetType(inner), depth - 1)) return true;
    }
    return false;
  }
}

function visibleAnnotations({ c }: Pdfium, page: number): number[] {
  const subtypes: number[] = [];
  for (let index = 0; index < c.FPDFPage_GetAnnotCount(page); index += 1) {
    const annotation = c.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    subtypes.push(c.FPDFAnnot_GetSubtype(annotation));
    c.FPDFPage_CloseAnnot(annotation);
  }
  return subtypes.filter((subtype) => !SILENT_ANNOTATIONS.includes(subtype));
}
