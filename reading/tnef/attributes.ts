import { ByteReader } from './byte-reader.ts';

const SIGNATURE = 0x223e9f78;
const MESSAGE = 1;
const ATTACHMENT = 2;
/** Level, identifier, length and checksum: what is shorter is no attribute but came behind the last one. */
const LEAST_BYTES = 11;

/** Attributes that Docket reads (MS-OXTNEF 2.1.3.2), by their identifier and data type. */
export const attribute = {
  codePage: 0x00069007,
  subject: 0x00018004,
  body: 0x0002800c,
  messageProperties: 0x00069003,
  attachmentStart: 0x00069002,
  attachmentTitle: 0x00018010,
  attachmentData: 0x0006800f,
  attachmentProperties: 0x00069005,
};

export interface Attribute {
  level: 'message' | 'attachment';
  id: number;
  data: Uint8Array;
}

export function isTnef(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && new ByteReader(bytes).uint32() === SIGNATURE;
}

/**
 * The attributes of a TNEF stream (MS-OXTNEF 2.1.3). Checksums are not looked at: some programs write wrong ones.
 * @throws Error that says what is wrong with it
 */
export function* tnefAttributes(bytes: Uint8Array): Generator<Attribute> {
  const reader = new ByteReader(bytes);
  if (reader.uint32() !== SIGNATURE) throw new Error('it does not start as TNEF does');
  reader.uint16();
  while (reader.left >= LEAST_BYTES) {
    const level = reader.uint8();
    if (level !== MESSAGE && level !== ATTACHMENT) throw new Error('an attribute is neither of message nor attachment');
    const id = reader.uint32();
    const data = reader.bytes(reader.uint32());
    reader.uint16();
    yield { level: level === MESSAGE ? 'message' : 'attachment', id, data };
  }
}
