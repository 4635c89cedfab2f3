import { DocketError } from '../schemas/errors.ts';

const signatures: readonly [mediaType: string, matches: (head: string) => boolean][] = [
  ['image/png', (head) => head.startsWith('\x89PNG\r\n\x1a\n')],
  ['image/jpeg', (head) => head.startsWith('\xff\xd8\xff')],
  ['image/tiff', (head) => /^(II[*+]\0|MM\0[*+])/.test(head)],
  ['image/webp', (head) => /^RIFF.{4}WEBP/s.test(head)],
  ['application/zip', (head) => head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')],
  ['application/vnd.ms-outlook', (head) => head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  ['message/rfc822', isMail],
  ['application/pdf', (head) => head.includes('%PDF-')],
];
/** Media types of files that share their first bytes with others, by the ending of their name. */
const wrapped: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
/** Readers look this far for a PDF header (ISO 32000-1, annex H.3.4.1). */
const HEAD_BYTES = 1024;

/** RFC 5322: a header line comes first, and one says from whom, when or how the message came. */
function isMail(head: string): boolean {
  const lines = head.replace(/^(\xef\xbb\xbf)?\s*(From [^\n]*\n)?/, '');
  const telling = /^(received|return-path|message-id|mime-version|from|date|subject|delivered-to)[ \t]*:/im;
  return /^[!-9;-~]+[ \t]*:/.test(lines) && telling.test(lines.split(/\r?\n\r?\n/, 1)[0] ?? '');
}

/**
 * The media type of a file by its first bytes, so that what cannot be read is refused at the door. Reading itself looks
 * closer.
 * @throws DocketError `file.empty`, `file.unsupported`
 */
export function sniffMediaType(bytes: Buffer, fileName: string): string {
  if (bytes.length === 0) throw new DocketError('file.empty', `${fileName} is empty`);
  const head = bytes.toString('latin1', 0, HEAD_BYTES);
  const known = signatures.find(([, matches]) => matches(head));
  if (known?.[0] === 'application/zip') return wrapped[fileName.toLowerCase().split('.').at(-1) ?? ''] ?? known[0];
  if (known !== undefined) return known[0];
  const text = head
    .replaceAll('\0', '')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .trimStart();
  if (text.startsWith('{')) return 'application/json';
  if (/^(<\?xml[^>]*>|<!--[\s\S]*?-->|\s)*<(!doctype\s+html|html|head|body|table|div|meta)\b/i.test(text))
    return 'text/html';
  if (text.startsWith('<')) return 'application/xml';
  throw new DocketError('file.unsupported', `${fileName} is not of a kind that can be read`);
}
