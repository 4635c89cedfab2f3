import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PDFiumModule } from '@hyzyla/pdfium';

type Handle = number;
type Address = number;

/** The part of PDFium's C interface that reading uses (public/fpdf*.h of the PDFium project). */
interface Exports {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly wasmExports: { malloc(size: number): Address; free(address: Address): void };
  _FPDF_InitLibrary(): void;
  _FPDF_GetLastError(): number;
  _FPDF_LoadMemDocument(data: Address, size: number, password: Address): Handle;
  _FPDF_CloseDocument(document: Handle): void;
  _FPDF_GetPageCount(document: Handle): number;
  _FPDFDOC_InitFormFillEnvironment(document: Handle, info: Address): Handle;
  _FPDFDOC_ExitFormFillEnvironment(form: Handle): void;
  _FORM_OnAfterLoadPage(page: Handle, form: Handle): void;
  _FORM_OnBeforeClosePage(page: Handle, form: Handle): void;
  _FPDFDoc_GetAttachmentCount(document: Handle): number;
  _FPDFDoc_GetAttachment(document: Handle, index: number): Handle;
  _FPDFAttachment_GetName(attachment: Handle, buffer: Address, size: number): number;
  _FPDFAttachment_GetFile(attachment: Handle, buffer: Address, size: number, length: Address): number;
  _FPDF_LoadPage(document: Handle, index: number): Handle;
  _FPDF_ClosePage(page: Handle): void;
  _FPDF_GetPageBoundingBox(page: Handle, rectangle: Address): number;
  _FPDFPage_GetRotation(page: Handle): number;
  _FPDFPage_Flatten(page: Handle, usage: number): number;
  _FPDFPage_GetAnnotCount(page: Handle): number;
  _FPDFPage_GetAnnot(page: Handle, index: number): Handle;
  _FPDFPage_CloseAnnot(annotation: Handle): void;
  _FPDFAnnot_GetSubtype(annotation: Handle): number;
  _FPDFPage_CountObjects(page: Handle): number;
  _FPDFPage_GetObject(page: Handle, index: number): Handle;
  _FPDFFormObj_CountObjects(object: Handle): number;
  _FPDFFormObj_GetObject(object: Handle, index: number): Handle;
  _FPDFPageObj_GetType(object: Handle): number;
  _FPDFPageObj_GetBounds(object: Handle, left: Address, bottom: Address, right: Address, top: Address): number;
  _FPDFText_LoadPage(page: Handle): Handle;
  _FPDFText_ClosePage(text: Handle): void;
  _FPDFText_CountChars(text: Handle): number;
  _FPDFText_GetUnicode(text: Handle, index: number): number;
  _FPDFText_IsHyphen(text: Handle, index: number): number;
  _FPDFText_HasUnicodeMapError(text: Handle, index: number): number;
  _FPDFText_GetFontSize(text: Handle, index: number): number;
  _FPDFText_GetMatrix(text: Handle, index: number, matrix: Address): number;
  _FPDFText_GetCharBox(text: Handle, index: number, l: Address, r: Address, b: Address, t: Address): number;
  _FPDFText_GetLooseCharBox(text: Handle, index: number, rectangle: Address): number;
  _FPDFText_GetCharOrigin(text: Handle, index: number, x: Address, y: Address): number;
  _FPDFText_GetTextObject(text: Handle, index: number): Handle;
  _FPDFTextObj_GetTextRenderMode(object: Handle): number;
  _FPDFTextObj_GetFont(object: Handle): Handle;
  _FPDFFont_GetAscent(font: Handle, size: number, ascent: Address): number;
  _FPDFFont_GetDescent(font: Handle, size: number, descent: Address): number;
  _FPDFFont_GetGlyphWidth(font: Handle, code: number, size: number, width: Address): number;
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, data: Address, stride: number): Handle;
  _FPDFBitmap_FillRect(bitmap: Handle, x: number, y: number, width: number, height: number, colour: number): number;
  _FPDFBitmap_Destroy(bitmap: Handle): void;
  _FPDF_RenderPageBitmap(
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
  #floats: Float32Array<ArrayBuffer>;

  constructor(c: Exports) {
    this.c = c;
    c._FPDF_InitLibrary();
    this.scratch = this.allocate(SCRATCH_BYTES);
    this.#floats = new Float32Array(c.HEAPU8.buffer);
  }

  /** @throws RangeError where the memory does not suffice */
  allocate(bytes: number): Address {
    const address = this.c.wasmExports.malloc(bytes);
    if (address === 0) throw new RangeError(`PDFium has no ${bytes} bytes of memory left`);
    return address;
  }

  free(address: Address): void {
    this.c.wasmExports.free(address);
  }

  write(bytes: Uint8Array, address: Address): void {
    this.c.HEAPU8.set(bytes, address);
  }

  /** A copy of a stretch of PDFium's memory. */
  read(address: Address, bytes: number): Uint8Array<ArrayBuffer> {
    return this.c.HEAPU8.slice(address, address + bytes);
  }

  /** The nth 32-bit float in the scratch memory. */
  scratchFloat(n: number): number {
    return this.#view()[this.scratch / 4 + n] ?? 0;
  }

  /** The nth 64-bit float in the scratch memory. */
  scratchDouble(n: number): number {
    return new DataView(this.c.HEAPU8.buffer).getFloat64(this.scratch + 8 * n, true);
  }

  /** The nth 32-bit integer in the scratch memory. */
  scratchInteger(n: number): number {
    return new DataView(this.c.HEAPU8.buffer).getUint32(this.scratch + 4 * n, true);
  }

  /** Memory that has grown lies in another buffer. */
  #view(): Float32Array<ArrayBuffer> {
    if (this.#floats.buffer !== this.c.HEAPU8.buffer) this.#floats = new Float32Array(this.c.HEAPU8.buffer);
    return this.#floats;
  }
}

let started: Promise<Pdfium> | null = null;

async function start(): Promise<Pdfium> {
  const wasm = await readFile(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')));
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
  return new Pdfium((await PDFiumModule({ wasmBinary })) as unknown as Exports);
}

/** PDFium, started with the first PDF of this process. */
export function pdfium(): Promise<Pdfium> {
  started ??= start();
  return started;
}

/** Forgets a PDFium that failed inside; the next PDF gets a fresh one with memory of its own. */
export function abandonPdfium(): void {
  started = null;
}
