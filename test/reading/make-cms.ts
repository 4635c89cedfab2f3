const SEQUENCE = 0x30;
const SET = 0x31;
const OCTETS = 0x04;
const CONSTRUCTED_OCTETS = 0x24;
const EXPLICIT = 0xa0;

const identifiers = {
  data: '2a864886f70d010701',
  signed: '2a864886f70d010702',
  enveloped: '2a864886f70d010703',
  compressed: '2a864886f70d0109100109',
};

/** A value in DER: its tag, its length in as few octets as it needs, its contents. */
function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const octets = length.subarray(length.findIndex((octet) => octet !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 + octets.length]), octets, body]);
}

/** The same in BER with an end mark in place of a length, as signers write that do not know the length yet. */
const ber = (tag: number, ...contents: Uint8Array[]) =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...contents, Buffer.from([0, 0])]);

const identifier = (name: keyof typeof identifiers) => der(0x06, Buffer.from(identifiers[name], 'hex'));
const version = der(0x02, Buffer.from([1]));

function inPieces(content: Uint8Array, size: number): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < content.length; at += size) pieces.push(der(OCTETS, content.subarray(at, at + size)));
  return ber(CONSTRUCTED_OCTETS, ...pieces);
}

/**
 * A CMS SignedData (RFC 5652) around a content, without signers: what a reader takes out of it does not hang on them.
 * `pieces` writes BER of indefinite length with the content in pieces of so many bytes; null is a detached signature.
 */
export function makeSigned(content: Uint8Array | string | null, { pieces }: { pieces?: number } = {}): Buffer {
  const wrap = pieces === undefined ? der : ber;
  const bytes = content === null ? null : Buffer.from(content);
  const octets = bytes && (pieces === undefined ? der(OCTETS, bytes) : inPieces(bytes, pieces));
  const encapsulated = wrap(SEQUENCE, identifier('data'), ...(octets ? [wrap(EXPLICIT, octets)] : []));
  const signedData = wrap(SEQUENCE, version, der(SET), encapsulated, der(SET));
  return wrap(SEQUENCE, identifier('signed'), wrap(EXPLICIT, signedData));
}

/** The outermost layer of an encrypted or compressed CMS structure. */
export function makeSealed(kind: 'enveloped' | 'compressed'): Buffer {
  return der(SEQUENCE, identifier(kind), der(EXPLICIT, der(SEQUENCE, version)));
}

export const makePem = (binary: Buffer, label = 'PKCS7') =>
  Buffer.from(
    `-----BEGIN ${label}-----\n${binary.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`,
  );
