import { setImmediate as nextTurn } from 'node:timers/promises';
import { processPdfium } from './process-pdfium.ts';
import type { PdfTools } from './read-pdf.ts';
import { recognition } from './recognition.ts';

/** PDFium and recognition of this process. A pause lets the page that was read out to the parent. */
export const processTools: PdfTools = { pdfium: processPdfium, recognition, pause: () => nextTurn() };
