/** A value of a MAPI property: a text in Unicode, bytes, a number, or a message inside. */
type Value = string | Uint8Array | number | { message: Uint8Array };

export interface TnefFile {
  /** In the code page of the stream, as old programs see it. */
  title?: string;
  content?: Uint8Array;
  properties?: [id: number, value: Value][];
}

export interface TnefParts {
  body?: string;
  properties?: [id: number, value: Value][];
  files?: TnefFile[];
}

const uint16 = (value: number) => Buffer.from([value & 0xff, value >> 8]);
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

/** One attribute with its checksum (MS-OXTNEF 2.1.3.3). */
export function tnefAttribute(level: 1 | 2, id: number, data: Uint8Array): Buffer {
  const checksum = data.reduce((sum, byte) => (sum + byte) & 0xffff, 0);
  return Buffer.concat([Buffer.from([level]), uint32(id), uint32(data.length), data, uint16(checksum)]);
}

const variable = (bytes: Uint8Array) =>
  Buffer.concat([uint32(1), uint32(bytes.length), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

/** An object inside says by an identifier that it is a message. */
const MESSAGE_INTERFACE = Buffer.from('0703020000000000c000000000000046', 'hex');

function propertyOf([id, value]: [number, Value]): Buffer {
  const name =
    id >= 0x8000 ? Buffer.concat([Buffer.alloc(16), uint32(1), uint32(6), Buffer.from('a\0b\0\0\0\0\0')]) : '';
  const head = (type: number) => Buffer.concat([uint16(type), uint16(id), Buffer.from(name)]);
  if (typeof value === 'number') return Buffer.concat([head(3), uint32(value)]);
  if (typeof value === 'string') return Buffer.concat([head(0x1f), variable(Buffer.from(`${value}\0`, 'utf16le'))]);
  if (value instanceof Uint8Array) return Buffer.concat([head(0x102), variable(value)]);
  return Buffer.concat([head(0x0d), variable(Buffer.concat([MESSAGE_INTERFACE, value.message]))]);
}

export const propertyList = (properties: [id: number, value: Value][]) =>
  Buffer.concat([uint32(properties.length), ...properties.map(propertyOf)]);

export const tnefStream = (...attributes: Uint8Array[]) =>
  Buffer.concat([uint32(0x223e9f78), uint16(1), ...attributes]);

/** What Outlook wraps a message in: winmail.dat. */
export function makeTnef({ body, properties, files = [] }: TnefParts): Buffer {
  return tnefStream(
    tnefAttribute(1, 0x00089006, uint32(0x10000)),
    tnefAttribute(1, 0x00069007, Buffer.concat([uint32(1252), uint32(0)])),
    tnefAttribute(1, 0x00018004, Buffer.from('Invoice\0')),
    ...(body === undefined ? [] : [tnefAttribute(1, 0x0002800c, Buffer.from(`${body}\0`, 'latin1'))]),
    ...(properties ? [tnefAttribute(1, 0x00069003, propertyList(properties))] : []),
    ...files.flatMap(({ title, content, properties: own }) => [
      tnefAttribute(2, 0x00069002, Buffer.alloc(14)),
      ...(title === undefined ? [] : [tnefAttribute(2, 0x00018010, Buffer.from(`${title}\0`, 'latin1'))]),
      ...(content ? [tnefAttribute(2, 0x0006800f, content)] : []),
      ...(own ? [tnefAttribute(2, 0x00069005, propertyList(own))] : []),
    ]),
  );
}
