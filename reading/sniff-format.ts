import { DocketError } from '../schemas/errors.ts';
import type { DocumentFormat } from '../schemas/reading.ts';

/** PDF allows junk before its header; readers look this far (ISO 32000-1, annex H.3.4.1). */
const PDF_HEADER_WINDOW = 1024;

const signatures: [DocumentFormat, (bytes: Buffer) => boolean][] = [
  ['png', (b) => b.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ['jpeg', (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff],
  ['tiff', (b) => ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(b.toString('latin1', 0, 4))],
  ['webp', (b) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP'],
];

/** The first characters of a text in any encoding that XML or JSON may come in, without byte order mark and blanks. */
function textStart(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, PDF_HEADER_WINDOW).replaceAll('\0', '');
  return head.replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').trimStart();
}

/**
 * Names the format of a file by its content, never by its name.
 * @throws DocketError `file.empty`, `file.unsupported`
 */
export function sniffFormat(bytes: Uint8Array, fileName = 'The file'): DocumentFormat {
  if (bytes.length === 0) throw new DocketError('file.empty', `${fileName} is empty.`);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const [format, matches] of signatures) if (matches(buffer)) return format;
  if (buffer.subarray(0, PDF_HEADER_WINDOW).includes('%PDF-')) return 'pdf';
  const start = textStart(buffer);
  if (start === '') throw new DocketError('file.empty', `${fileName} holds nothing but white space.`);
  if (start.startsWith('{')) return 'words';
  if (start.startsWith('<') && !/^<(!doctype\s+html|html)\b/i.test(start)) return 'xml';
  throw new DocketError('file.unsupported', `${fileName} is of no kind that can be read.`);
}
