import { PDFiumModule } from '@hyzyla/pdfium';

type Handle = number;
type Address = number;

/** The part of PDFium's C interface that reading uses (public/fpdf*.h of the PDFium project). */
interface Exports {
  readonly memory: WebAssembly.Memory;
  malloc(size: number): Address;
  free(address: Address): void;
  FPDF_InitLibrary(): void;
  FPDF_GetLastError(): number;
  FPDF_LoadMemDocument(data: Address, size: number, password: Address): Handle;
  FPDF_CloseDocument(document: Handle): void;
  FPDF_GetPageCount(document: Handle): number;
  FPDFDOC_InitFormFillEnvironment(document: Handle, info: Address): Handle;
  FPDFDOC_ExitFormFillEnvironment(form: Handle): void;
  FORM_OnAfterLoadPage(page: Handle, form: Handle): void;
  FORM_OnBeforeClosePage(page: Handle, form: Handle): void;
  FPDFDoc_GetAttachmentCount(document: Handle): number;
  FPDFDoc_GetAttachment(document: Handle, index: number): Handle;
  FPDFAttachment_GetName(attachment: Handle, buffer: Address, size: number): number;
  FPDFAttachment_GetFile(attachment: Handle, buffer: Address, size: number, length: Address): number;
  FPDF_LoadPage(document: Handle, index: number): Handle;
  FPDF_ClosePage(page: Handle): void;
  FPDF_GetPageBoundingBox(page: Handle, rectangle: Address): number;
  FPDFPage_GetRotation(page: Handle): number;
  FPDFPage_Flatten(page: Handle, usage: number): number;
  FPDFPage_GetAnnotCount(page: Handle): number;
  FPDFPage_GetAnnot(page: Handle, index: number): Handle;
  FPDFPage_CloseAnnot(annotation: Handle): void;
  FPDFAnnot_GetSubtype(annotation: Handle): number;
  FPDFPage_CountObjects(page: Handle): number;
  FPDFPage_GetObject(page: Handle, index: number): Handle;
  FPDFFormObj_CountObjects(object: Handle): number;
  FPDFFormObj_GetObject(object: Handle, index: number): Handle;
  FPDFPageObj_GetType(object: Handle): number;
  FPDFPageObj_GetBounds(object: Handle, left: Address, bottom: Address, right: Address, top: Address): number;
  FPDFPageObj_GetFillColor(object: Handle, r: Address, g: Address, b: Address, a: Address): number;
  FPDFPageObj_HasTransparency(object: Handle): number;
  FPDFPageObj_CountMarks(object: Handle): number;
  FPDFPageObj_GetMark(object: Handle, index: number): Handle;
  FPDFPageObjMark_GetName(mark: Handle, buffer: Address, size: number, length: Address): number;
  FPDFPageObj_SetIsActive(object: Handle, active: number): number;
  FPDFPageObj_GetClipPath(object: Handle): Handle;
  FPDFClipPath_CountPaths(clip: Handle): number;
  FPDFClipPath_CountPathSegments(clip: Handle, path: number): number;
  FPDFClipPath_GetPathSegment(clip: Handle, path: number, segment: number): Handle;
  FPDFPathSegment_GetPoint(segment: Handle, x: Address, y: Address): number;
  FPDFPageObj_GetStrokeWidth(object: Handle, width: Address): number;
  FPDFPath_GetDrawMode(object: Handle, fill: Address, stroke: Address): number;
  FPDFText_LoadPage(page: Handle): Handle;
  FPDFText_ClosePage(text: Handle): void;
  FPDFText_CountChars(text: Handle): number;
  FPDFText_GetUnicode(text: Handle, index: number): number;
  FPDFText_IsHyphen(text: Handle, index: number): number;
  FPDFText_HasUnicodeMapError(text: Handle, index: number): number;
  FPDFText_GetFontSize(text: Handle, index: number): number;
  FPDFText_GetMatrix(text: Handle, index: number, matrix: Address): number;
  FPDFText_GetCharBox(text: Handle, index: number, l: Address, r: Address, b: Address, t: Address): number;
  FPDFText_GetLooseCharBox(text: Handle, index: number, rectangle: Address): number;
  FPDFText_GetCharOrigin(text: Handle, index: number, x: Address, y: Address): number;
  FPDFText_GetTextObject(text: Handle, index: number): Handle;
  FPDFTextObj_GetTextRenderMode(object: Handle): number;
  FPDFTextObj_GetFont(object: Handle): Handle;
  FPDFFont_GetAscent(font: Handle, size: number, ascent: Address): number;
  FPDFFont_GetDescent(font: Handle, size: number, descent: Address): number;
  FPDFFont_GetGlyphWidth(font: Handle, code: number, size: number, width: Address): number;
  FPDFBitmap_CreateEx(width: number, height: number, format: number, data: Address, stride: number): Handle;
  FPDFBitmap_FillRect(bitmap: Handle, x: number, y: number, width: number, height: number, colour: number): number;
  FPDFBitmap_Destroy(bitmap: Handle): void;
  FPDF_RenderPageBitmap(
    bitmap: Handle,
    page: Handle,
    x: number,
    y: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void;
}

/** Room for the results of one call. */
const SCRATCH_BYTES = 256;

/** PDFium, running in WebAssembly in this thread, with access to its memory. */
export class Pdfium {
  readonly c: Exports;
  /** A place for results of one call, to be read before the next. */
  readonly scratch: Address;
  #views: Views;

  constructor(c: Exports) {
    this.c = c;
    c.FPDF_InitLibrary();
    this.#views = viewsOf(c.memory.buffer);
    this.scratch = this.allocate(SCRATCH_BYTES);
  }

  /** @throws RangeError where the memory does not suffice */
  allocate(bytes: number): Address {
    const address = this.c.malloc(bytes);
    if (address === 0) throw new RangeError(`PDFium has no ${bytes} bytes of memory left`);
    return address;
  }

  free(address: Address): void {
    this.c.free(address);
  }

  write(bytes: Uint8Array, address: Address): void {
    this.#memory().bytes.set(bytes, address);
  }

  /** A copy of a stretch of PDFium's memory. */
  read(address: Address, bytes: number): Uint8Array<ArrayBuffer> {
    return this.#memory().bytes.slice(address, address + bytes);
  }

  /** The nth 32-bit float in the scratch memory. */
  scratchFloat(n: number): number {
    return this.#memory().floats[this.scratch / 4 + n] ?? 0;
  }

  /** The nth 64-bit float in the scratch memory. */
  scratchDouble(n: number): number {
    return this.#memory().doubles[this.scratch / 8 + n] ?? 0;
  }

  /** The nth 32-bit integer in the scratch memory. */
  scratchInteger(n: number): number {
    return this.#memory().integers[this.scratch / 4 + n] ?? 0;
  }

  /** Memory that has grown lies in another buffer, and the old one has no length any more. */
  #memory(): Views {
    if (this.#views.floats.length === 0) this.#views = viewsOf(this.c.memory.buffer);
    return this.#views;
  }
}

interface Views {
  bytes: Uint8Array<ArrayBuffer>;
  floats: Float32Array;
  doubles: Float64Array;
  integers: Uint32Array;
}

const viewsOf = (buffer: ArrayBuffer): Views => ({
  bytes: new Uint8Array(buffer),
  floats: new Float32Array(buffer),
  doubles: new Float64Array(buffer),
  integers: new Uint32Array(buffer),
});

async function start(wasmBinary: ArrayBuffer): Promise<Pdfium> {
  const { wasmExports } = await PDFiumModule({ wasmBinary });
  return new Pdfium(wasmExports as unknown as Exports);
}

/** Where a PDFium comes from: started with the first PDF, and kept for the others. */
export class PdfiumSource {
  readonly #load: () => Promise<ArrayBuffer>;
  #started: Promise<Pdfium> | null = null;

  /** @param load gives the bytes of `pdfium.wasm` */
  constructor(load: () => Promise<ArrayBuffer>) {
    this.#load = load;
  }

  get(): Promise<Pdfium> {
    const started = this.#started ?? this.#load().then(start);
    this.#started = started;
    started.catch(() => {
      if (this.#started === started) this.abandon();
    });
    return started;
  }

  /** Forgets a PDFium that failed inside; the next PDF gets a fresh one with memory of its own. */
  abandon(): void {
    this.#started = null;
  }
}
