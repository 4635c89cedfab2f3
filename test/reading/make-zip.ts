import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  name: string;
  content: Uint8Array | string;
  /** General purpose flags: bit 0 says encrypted, bit 11 that the name is UTF-8 (APPNOTE 4.4.4). */
  flags?: number;
  /** Written as its unpacked size in place of the true one. */
  claimedSize?: number;
}

const UTF8_NAME = 0x800;
const DEFLATE = 8;

function header(kind: 'local' | 'central', { member, packed, size, crc, offset }: Packed): Buffer {
  const name = Buffer.from(member.name);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(member.flags ?? UTF8_NAME, 2);
  fields.writeUInt16LE(DEFLATE, 4);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  if (kind === 'local') return Buffer.concat([Buffer.from('PK\x03\x04'), fields, name]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), fields, rest, name]);
}

interface Packed {
  member: ZipMember;
  packed: Buffer;
  size: number;
  crc: number;
  offset: number;
}

/** A ZIP (APPNOTE 6.3) of deflated members. */
export function makeZip(members: ZipMember[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const content = Buffer.from(member.content);
    const packed = deflateRawSync(content, { level: 9 });
    const one = { member, packed, size: member.claimedSize ?? content.length, crc: crc32(content), offset };
    const local = Buffer.concat([header('local', one), packed]);
    pieces.push(local);
    directory.push(header('central', one));
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, listed, end]);
}
