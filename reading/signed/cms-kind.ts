/** What a Cryptographic Message Syntax structure (RFC 5652) says it is. */
export type CmsKind = 'signed' | 'encrypted' | 'compressed';

/** Object identifiers of content types, in their DER encoding. */
const kinds: [identifier: string, kind: CmsKind][] = [
  ['2a864886f70d010702', 'signed'],
  ['2a864886f70d010703', 'encrypted'],
  ['2a864886f70d010706', 'encrypted'],
  ['2a864886f70d0109100117', 'encrypted'],
  ['2a864886f70d0109100109', 'compressed'],
];
const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;
/** Characters of a text that are decoded to see what it is. */
const TEXT_WINDOW = 200;

/** The octets of a BER length: one that counts the others, or one alone. */
const lengthOctets = (first: number | undefined) => (first !== undefined && first > 0x80 ? 1 + (first & 0x7f) : 1);

/** The kind of a CMS structure in BER or DER, told by its first bytes; null for anything else. */
export function cmsKind(bytes: Uint8Array): CmsKind | null {
  if (bytes[0] !== SEQUENCE) return null;
  const at = 1 + lengthOctets(bytes[1]);
  const length = bytes[at + 1] ?? 0;
  if (bytes[at] !== OBJECT_IDENTIFIER) return null;
  const identifier = Buffer.from(bytes.subarray(at + 2, at + 2 + length)).toString('hex');
  return kinds.find(([known]) => known === identifier)?.[1] ?? null;
}

/** The Base64 of a text that is nothing else, with the lines of PEM (RFC 7468) around it or without; null for other files. */
function base64Of(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const [, begin, base64 = ''] = /^(?:\xef\xbb\xbf)?\s*(-----BEGIN [^-]+-----)?([^-]*)/.exec(text) ?? [];
  const compact = base64.replace(/\s+/g, '');
  return (begin !== undefined || compact.startsWith('M')) && /^[A-Za-z0-9+/]+=*$/.test(compact) ? compact : null;
}

/** The kind of a CMS structure that is written in binary form, in Base64 or in PEM; null for anything else. */
export function sniffCms(bytes: Uint8Array): CmsKind | null {
  if (bytes[0] === SEQUENCE) return cmsKind(bytes);
  const base64 = base64Of(bytes.subarray(0, TEXT_WINDOW));
  return base64 === null ? null : cmsKind(Buffer.from(base64, 'base64'));
}

/** A CMS structure in binary form, whichever it was written in. */
export function binaryCms(bytes: Uint8Array): Uint8Array {
  const base64 = bytes[0] === SEQUENCE ? null : base64Of(bytes);
  return base64 === null ? bytes : Buffer.from(base64, 'base64');
}
