import { DocketError } from '../schemas/errors.ts';
import type { FileFormat } from '../schemas/reading.ts';
import { bareMail } from './message/bare-mail.ts';
import { isPdf } from './pdf/is-pdf.ts';
import { sniffCms } from './signed/cms-kind.ts';

/** Characters in which a text in XML, HTML or JSON shows what it is. */
const TEXT_START_WINDOW = 1024;
/** Header lines of an e-mail that are looked at: relays may put many before the first telling one. */
const MAIL_HEADER_WINDOW = 16_384;
/** Fixed part of the record that ends a ZIP and names the place of its directory (APPNOTE 4.3.16). */
const ZIP_END = { signature: Buffer.from('PK\x05\x06', 'latin1'), length: 22, size: 12, offset: 16 };

const startsWith = (text: string) => (bytes: Buffer) => bytes.toString('latin1', 0, text.length) === text;

const signatures: [FileFormat, (bytes: Buffer) => boolean][] = [
  ['tnef', startsWith('\x78\x9f\x3e\x22')],
  ['rtf', startsWith('{\\rtf')],
  ['png', startsWith('\x89PNG\r\n\x1a\n')],
  ['jpeg', startsWith('\xff\xd8\xff')],
  ['tiff', (b) => ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(b.toString('latin1', 0, 4))],
  ['webp', (b) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP'],
];

/** What people send that is not read, so that the refusal can name it. */
const unread: [string, (bytes: Buffer) => boolean][] = [
  ['a RAR archive', startsWith('Rar!')],
  ['a 7z archive', startsWith("7z\xbc\xaf'")],
  ['a gzip file', startsWith('\x1f\x8b')],
  ['a GIF image', startsWith('GIF8')],
  ['a BMP image', startsWith('BM')],
  ['a PostScript file', startsWith('%!PS')],
  ['a HEIF image', (b) => /^ftyp(heic|heix|hevc|mif1|avif)$/.test(b.toString('latin1', 4, 12))],
];

/** The first characters of a text in any encoding that XML or JSON may come in, without byte order mark and blanks. */
function textStart(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, TEXT_START_WINDOW).replaceAll('\0', '');
  return head.replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').trimStart();
}

/** The bytes of a ZIP's central directory, in which the names of its entries stand. */
function zipDirectory(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(ZIP_END.signature);
  if (end < 0 || end + ZIP_END.length > bytes.length) return Buffer.alloc(0);
  const offset = bytes.readUInt32LE(end + ZIP_END.offset);
  return bytes.subarray(offset, Math.min(end, offset + bytes.readUInt32LE(end + ZIP_END.size)));
}

/** ZIP is the wrapping of Office Open XML and OpenDocument too (ECMA-376 part 2, OpenDocument part 2). */
function zipFormat(bytes: Buffer, fileName: string): FileFormat {
  const directory = zipDirectory(bytes);
  if (directory.includes('[Content_Types].xml')) {
    if (directory.includes('word/')) return 'docx';
    if (directory.includes('xl/')) return 'xlsx';
    throw unsupported(fileName, 'an Office file other than DOCX and XLSX');
  }
  if (bytes.toString('latin1', 30, 80).startsWith('mimetypeapplication/vnd.oasis')) {
    throw unsupported(fileName, 'an OpenDocument file');
  }
  return 'zip';
}

/** The Compound File Binary wrapping of Outlook messages, old Office files and encrypted new ones (MS-CFB). */
function compoundFormat(bytes: Buffer, fileName: string): FileFormat {
  const holds = (stream: string) => bytes.includes(Buffer.from(stream, 'utf16le'));
  if (holds('__properties_version1.0')) return 'msg';
  if (holds('EncryptedPackage')) {
    throw new DocketError('office.encrypted', `${fileName} is an Office file that asks for a password.`);
  }
  throw unsupported(fileName, 'an Office file of before 2007 (DOC, XLS)');
}

/** RFC 5322: header lines, one of which says from whom, when or how it came; or, of what was signed, what it is. */
function isMail(bytes: Buffer): boolean {
  const [head = ''] = Buffer.from(bareMail(bytes))
    .toString('latin1', 0, MAIL_HEADER_WINDOW)
    .split(/\r?\n\r?\n/, 1);
  if (!/^[!-9;-~]+[ \t]*:/.test(head)) return false;
  return /^(received|return-path|message-id|mime-version|content-type|from|date|subject|delivered-to)[ \t]*:/im.test(
    head,
  );
}

function isHtml(start: string): boolean {
  const bare = start.replace(/^(<\?xml[^>]*>|<!--[\s\S]*?-->|\s)+/, '');
  return /^<(!doctype\s+html|html|head|body|title|style|meta|table|div|p|h[1-6]|span|font|center|br|ul|ol|pre)[\s/>]/i.test(
    bare,
  );
}

function unsupported(fileName: string, what: string): DocketError {
  return new DocketError('file.unsupported', `${fileName} is ${what}, which is not read.`);
}

/**
 * Names the format of a file by its content, never by its name.
 * @throws DocketError `file.empty`, `file.unsupported`, `office.encrypted`
 */
export function sniffFormat(bytes: Uint8Array, fileName = 'The file'): FileFormat {
  if (bytes.length === 0) throw new DocketError('file.empty', `${fileName} is empty.`);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const [format, matches] of signatures) if (matches(buffer)) return format;
  for (const [what, matches] of unread) if (matches(buffer)) throw unsupported(fileName, what);
  if (startsWith('PK\x03\x04')(buffer) || startsWith('PK\x05\x06')(buffer)) return zipFormat(buffer, fileName);
  if (startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')(buffer)) return compoundFormat(buffer, fileName);
  if (sniffCms(buffer) !== null) return 'p7m';
  if (isMail(buffer)) return 'eml';
  if (isPdf(buffer)) return 'pdf';
  const start = textStart(buffer);
  if (start === '') throw new DocketError('file.empty', `${fileName} holds nothing but white space.`);
  if (start.startsWith('{')) return 'words';
  if (isHtml(start)) return 'html';
  if (start.startsWith('<')) return 'xml';
  throw new DocketError('file.unsupported', `${fileName} is of no kind that can be read.`);
}
