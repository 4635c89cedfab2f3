import { DocketError } from '../schemas/errors.ts';

const signatures: readonly [mediaType: string, matches: (head: string) => boolean][] = [
  ['application/pdf', (head) => head.includes('%PDF-')],
  ['image/png', (head) => head.startsWith('\x89PNG\r\n\x1a\n')],
  ['image/jpeg', (head) => head.startsWith('\xff\xd8\xff')],
  ['image/tiff', (head) => /^(II[*+]\0|MM\0[*+])/.test(head)],
  ['image/webp', (head) => /^RIFF.{4}WEBP/s.test(head)],
];
/** Readers look this far for a PDF header (ISO 32000-1, annex H.3.4.1). */
const HEAD_BYTES = 1024;

/**
 * The media type of a file by its first bytes, so that what cannot be read is refused at the door. Reading itself looks
 * closer.
 * @throws DocketError `file.empty`, `file.unsupported`
 */
export function sniffMediaType(bytes: Buffer, fileName: string): string {
  if (bytes.length === 0) throw new DocketError('file.empty', `${fileName} is empty`);
  const head = bytes.toString('latin1', 0, HEAD_BYTES);
  const known = signatures.find(([, matches]) => matches(head));
  if (known !== undefined) return known[0];
  const text = head
    .replaceAll('\0', '')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .trimStart();
  if (text.startsWith('{')) return 'application/json';
  if (text.startsWith('<') && !/^<(!doctype\s+html|html)\b/i.test(text)) return 'application/xml';
  throw new DocketError('file.unsupported', `${fileName} is not of a kind that can be read`);
}
