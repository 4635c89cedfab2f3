import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { DocketError } from '../../schemas/errors.ts';

const pdfjsFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const resource = (name: string) => `${join(pdfjsFolder, name)}/`;

const options = {
  verbosity: 0,
  isEvalSupported: false,
  useWorkerFetch: false,
  useSystemFonts: false,
  disableFontFace: true,
  stopAtErrors: false,
  standardFontDataUrl: resource('standard_fonts'),
  cMapUrl: resource('cmaps'),
  cMapPacked: true,
  wasmUrl: resource('wasm'),
  iccUrl: resource('iccs'),
};

/**
 * Opens a PDF with pdf.js. The caller ends it with `document.loadingTask.destroy()`.
 * @throws DocketError `pdf.encrypted`, `pdf.broken`, `pdf.too-many-pages`
 */
export async function openPdf(bytes: Uint8Array, maxPages: number): Promise<PDFDocumentProxy> {
  // pdf.js takes the buffer away from its owner, so it gets a copy.
  const task = getDocument({ ...options, data: new Uint8Array(bytes) });
  let document: PDFDocumentProxy;
  try {
    document = await task.promise;
  } catch (cause) {
    await task.destroy();
    if (cause instanceof Error && cause.name === 'PasswordException') {
      throw new DocketError('pdf.encrypted', 'The PDF is encrypted and asks for a password.', { cause });
    }
    throw new DocketError('pdf.broken', 'The PDF cannot be opened: its structure is damaged or incomplete.', { cause });
  }
  if (document.numPages > maxPages) {
    const pages = document.numPages;
    await task.destroy();
    throw new DocketError('pdf.too-many-pages', `The PDF has ${pages} pages; the limit is ${maxPages}.`);
  }
  return document;
}
