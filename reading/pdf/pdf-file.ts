import { DocketError } from '../../schemas/errors.ts';
import { PdfPage } from './pdf-page.ts';
import type { Pdfium, PdfiumSource } from './pdfium.ts';

/** FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of PDFium's `FPDF_GetLastError`. */
const LOCKED = [4, 5];
/** The structure FPDF_FORMFILLINFO: its version, then pointers to callbacks, none of which is given. */
const FORM_INFO = { bytes: 512, version: 2 };

/** A file that the PDF carries inside (ISO 32000-1, 7.11.4). */
export interface Attachment {
  filename: string;
  content: Uint8Array;
}

/** An open PDF: its pages for reading and drawing, and its embedded files. End it with `close`. */
export class PdfFile {
  readonly pageCount: number;
  readonly #source: PdfiumSource;
  readonly #pdfium: Pdfium;
  readonly #document: number;
  readonly #bytes: number;
  #form: { handle: number; info: number } | null = null;

  private constructor(source: PdfiumSource, engine: Pdfium, document: number, bytes: number) {
    this.#source = source;
    this.#pdfium = engine;
    this.#document = document;
    this.#bytes = bytes;
    this.pageCount = engine.c.FPDF_GetPageCount(document);
  }

  /** @throws DocketError `pdf.encrypted`, `pdf.broken` */
  static async open(bytes: Uint8Array, source: PdfiumSource): Promise<PdfFile> {
    const engine = await source.get();
    const address = engine.allocate(bytes.length);
    engine.write(bytes, address);
    const document = engine.c.FPDF_LoadMemDocument(address, bytes.length, 0);
    if (document !== 0) {
      const file = new PdfFile(source, engine, document, address);
      if (file.pageCount > 0) return file;
      file.close();
      throw new DocketError('pdf.broken', 'The PDF has no pages: its structure is damaged or incomplete.');
    }
    const locked = LOCKED.includes(engine.c.FPDF_GetLastError());
    engine.free(address);
    throw locked
      ? new DocketError('pdf.encrypted', 'The PDF is encrypted and asks for a password.')
      : new DocketError('pdf.broken', 'The PDF cannot be opened: its structure is damaged or incomplete.');
  }

  /**
   * Opens a page, hands it to `work` and closes it. @param index counts from 0
   * @throws DocketError `pdf.broken` where the page is damaged, and what `work` throws
   */
  async withPage<T>(index: number, work: (page: PdfPage) => T | Promise<T>): Promise<T> {
    let page: PdfPage | null = null;
    try {
      page = PdfPage.open(this.#pdfium, this.#document, index, () => this.#openForm());
      if (page === null)
        throw new DocketError('pdf.broken', `Page ${index + 1} of the PDF cannot be read: it is damaged.`);
      const result = await work(page);
      page.close();
      return result;
    } catch (cause) {
      if (!(cause instanceof WebAssembly.RuntimeError) && !(cause instanceof RangeError)) throw cause;
      this.#source.abandon();
      throw new DocketError('pdf.broken', `Page ${index + 1} of the PDF cannot be read: its content is damaged.`, {
        cause,
      });
    }
  }

  /** The files of the document's name tree `EmbeddedFiles`, those without content left out. */
  attachments(): Attachment[] {
    const { c } = this.#pdfium;
    const found: Attachment[] = [];
    for (let index = 0; index < c.FPDFDoc_GetAttachmentCount(this.#document); index += 1) {
      const handle = c.FPDFDoc_GetAttachment(this.#document, index);
      const content = handle === 0 ? null : this.#attachedFile(handle);
      if (content !== null) found.push({ filename: this.#attachedName(handle), content });
    }
    return found;
  }

  close(): void {
    const { c } = this.#pdfium;
    if (this.#form !== null) {
      c.FPDFDOC_ExitFormFillEnvironment(this.#form.handle);
      this.#pdfium.free(this.#form.info);
    }
    c.FPDF_CloseDocument(this.#document);
    this.#pdfium.free(this.#bytes);
  }

  #openForm(): number {
    if (this.#form === null) {
      const info = this.#pdfium.allocate(FORM_INFO.bytes);
      const structure = new Uint8Array(FORM_INFO.bytes);
      structure[0] = FORM_INFO.version;
      this.#pdfium.write(structure, info);
      this.#form = { handle: this.#pdfium.c.FPDFDOC_InitFormFillEnvironment(this.#document, info), info };
    }
    return this.#form.handle;
  }

  #attachedName(handle: number): string {
    const { c } = this.#pdfium;
    const size = c.FPDFAttachment_GetName(handle, 0, 0);
    const buffer = this.#pdfium.allocate(Math.max(2, size));
    c.FPDFAttachment_GetName(handle, buffer, size);
    const name = new TextDecoder('utf-16le').decode(this.#pdfium.read(buffer, Math.max(0, size - 2)));
    this.#pdfium.free(buffer);
    return name;
  }

  #attachedFile(handle: number): Uint8Array | null {
    const { c, scratch } = this.#pdfium;
    if (c.FPDFAttachment_GetFile(handle, 0, 0, scratch) === 0) return null;
    const size = this.#pdfium.scratchInteger(0);
    const buffer = this.#pdfium.allocate(Math.max(1, size));
    const complete = c.FPDFAttachment_GetFile(handle, buffer, size, scratch) !== 0;
    const content = complete ? this.#pdfium.read(buffer, size) : null;
    this.#pdfium.free(buffer);
    return content;
  }
}
