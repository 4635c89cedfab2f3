import { ByteReader } from './byte-reader.ts';

/** Properties that Docket reads (MS-OXPROPS). */
export const property = {
  subject: 0x0037,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  data: 0x3701,
  fileName: 0x3704,
  longFileName: 0x3707,
  mediaType: 0x370e,
  contentId: 0x3712,
  htmlCodePage: 0x3fde,
  isHidden: 0x7ffe,
};

/** Types of property values (MS-OXCDATA 2.11.1). */
const STRING8 = 0x001e;
const UNICODE = 0x001f;
const OBJECT = 0x000d;
const BINARY = 0x0102;
const SEVERAL = 0x1000;
/** Bytes of the types of fixed size, those that fill up to four with zeros included. */
const sizes: Record<number, number> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
/** Properties from here on have a name, which stands before their value (MS-OXTNEF 2.1.3.4). */
const FIRST_NAMED = 0x8000;
/** A named property's name is a number or a string. */
const BY_STRING = 1;
/** An embedded object starts with the identifier of its kind. */
const INTERFACE_BYTES = 16;

export type PropertyValue =
  | { kind: 'text'; text: string }
  | { kind: 'bytes'; bytes: Uint8Array }
  /** Without the identifier of its kind. */
  | { kind: 'object'; bytes: Uint8Array };

function padded(reader: ByteReader): Uint8Array {
  const length = reader.uint32();
  const value = reader.bytes(length);
  reader.bytes(Math.min(reader.left, (4 - (length % 4)) % 4));
  return value;
}

function passName(reader: ByteReader): void {
  reader.bytes(INTERFACE_BYTES);
  if (reader.uint32() === BY_STRING) padded(reader);
  else reader.uint32();
}

function valuesOf(reader: ByteReader, type: number): Uint8Array[] {
  const single = type & ~SEVERAL;
  const size = sizes[single];
  const isVariable = [STRING8, UNICODE, OBJECT, BINARY].includes(single);
  if (size === undefined && !isVariable) throw new Error(`a property has the unknown type ${type}`);
  const count = isVariable || single !== type ? reader.uint32() : 1;
  const values: Uint8Array[] = [];
  for (let left = count; left > 0; left -= 1) values.push(size === undefined ? padded(reader) : reader.bytes(size));
  return values;
}

/** Texts have an end mark. */
function textOf(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes).replace(/\0.*$/s, '');
}

function interpreted(value: Uint8Array, type: number, encoding: string): PropertyValue {
  switch (type & ~SEVERAL) {
    case STRING8:
      return { kind: 'text', text: textOf(value, encoding) };
    case UNICODE:
      return { kind: 'text', text: textOf(value, 'utf-16le') };
    case OBJECT:
      return { kind: 'object', bytes: value.subarray(INTERFACE_BYTES) };
    default:
      return { kind: 'bytes', bytes: value };
  }
}

/**
 * The properties of a message or attachment by their number; of several values, the first.
 * @param encoding of texts that are not Unicode
 * @throws Error that says what is wrong with them
 */
export function tnefProperties(bytes: Uint8Array, encoding: string): Map<number, PropertyValue> {
  const reader = new ByteReader(bytes);
  const found = new Map<number, PropertyValue>();
  for (let left = reader.uint32(); left > 0; left -= 1) {
    const type = reader.uint16();
    const id = reader.uint16();
    if (id >= FIRST_NAMED) passName(reader);
    const [value] = valuesOf(reader, type);
    if (value !== undefined && !found.has(id)) found.set(id, interpreted(value, type, encoding));
  }
  return found;
}
