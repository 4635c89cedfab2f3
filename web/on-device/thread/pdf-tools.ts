import type { PageRecognition } from '../../../reading/pdf/page-recognition.ts';
import { PdfiumSource } from '../../../reading/pdf/pdfium.ts';
import type { PdfTools } from '../../../reading/pdf/read-pdf.ts';
import { DocketError } from '../../../schemas/errors.ts';

/** A page that the service would hold against recognition is not read another way here. */
const refuse = (): never => {
  throw new DocketError(
    'device.needs-service',
    'A page has no text that can be trusted by itself: it looks like a scan.',
  );
};

const noRecognition: PageRecognition = {
  recognise: async () => refuse(),
  readScan: async () => refuse(),
  papersOfLayer: async () => refuse(),
};

/** @param loadPdfium bytes of `pdfium.wasm` */
export const pdfTools = (loadPdfium: () => Promise<ArrayBuffer>): PdfTools => ({
  pdfium: new PdfiumSource(loadPdfium),
  recognition: noRecognition,
  pause: async () => {},
});
