import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PdfFile } from './pdf-file.ts';
import { PdfiumSource } from './pdfium.ts';

/** The PDFium of this process. */
export const processPdfium = new PdfiumSource(async () => {
  const wasm = await readFile(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')));
  return wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
});

/** Opens a PDF in this process. @throws DocketError `pdf.encrypted`, `pdf.broken` */
export const openPdf = (bytes: Uint8Array): Promise<PdfFile> => PdfFile.open(bytes, processPdfium);
