import type { DocumentFormat } from '../schemas/reading.ts';

/** Media types as IANA registers them. */
export const mediaTypes: Record<DocumentFormat, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  tiff: 'image/tiff',
  webp: 'image/webp',
  xml: 'application/xml',
  words: 'application/json',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html',
  rtf: 'application/rtf',
  text: 'text/plain',
};
