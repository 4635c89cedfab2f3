import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js';
import { TypeEnum } from '@kenjiuno/msgreader/lib/Reader.js';

const UNICODE = '001F';
const BINARY = '0102';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const stream = (name: string, content: Uint8Array): Entry => ({
  name,
  type: TypeEnum.DOCUMENT,
  length: content.length,
  // The package reads the whole underlying buffer.
  binaryProvider: () => Uint8Array.from(content),
});
const property = (id: string, content: string | Uint8Array): Entry =>
  typeof content === 'string'
    ? stream(`__substg1.0_${id}${UNICODE}`, utf16(content))
    : stream(`__substg1.0_${id}${BINARY}`, content);

/** The text of a message: plain, or HTML, or RTF as Outlook packs it. */
type Body = { html: string } | { packedRtf: Uint8Array } | null;

const bodyProperty = (body: Body): Entry => {
  if (body === null) return property('1000', 'Please find our invoice.');
  return 'html' in body ? property('1013', Buffer.from(body.html)) : property('1009', body.packedRtf);
};

/** RTF as MS-OXRTFCP packs it, without any compression: eight characters after each byte of flags, then the end. */
export function packRtf(rtf: string): Buffer {
  const bytes = Buffer.from(rtf, 'latin1');
  const runs: Uint8Array[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += 8) runs.push(Buffer.from([0]), bytes.subarray(at, at + 8));
  const rest = bytes.subarray(bytes.length - (bytes.length % 8));
  // The end is a reference to where the text goes on; its dictionary holds 207 bytes before the text.
  const end = ((207 + bytes.length) % 4096) << 4;
  runs.push(Buffer.from([1 << rest.length]), rest, Buffer.from([end >> 8, end & 0xff]));
  const packed = Buffer.concat(runs);
  const header = Buffer.alloc(16);
  header.writeUInt32LE(packed.length + 12, 0);
  header.writeUInt32LE(bytes.length, 4);
  header.write('LZFu', 8);
  return Buffer.concat([header, packed]);
}

/** An Outlook message (MS-OXMSG) with a text and attachments. */
export function makeMsg(attachments: { name: string; content: Uint8Array }[], body: Body = null): Buffer {
  const entries: Entry[] = [{ name: 'Root Entry', type: TypeEnum.ROOT, length: 0, children: [] }];
  const add = (parent: number, entry: Entry): number => {
    entries.push(entry);
    entries[parent]?.children?.push(entries.length - 1);
    return entries.length - 1;
  };
  add(0, stream('__properties_version1.0', Buffer.alloc(32)));
  for (const [id, text] of [
    ['001A', 'IPM.Note'],
    ['0037', 'Invoice'],
    ['0C1A', 'Billing'],
    ['0C1F', 'billing@nordlicht.example'],
    ['1035', '<1@nordlicht.example>'],
  ] as const) {
    add(0, property(id, text));
  }
  add(0, bodyProperty(body));
  for (const [index, { name, content }] of attachments.entries()) {
    const folder = `__attach_version1.0_#${String(index).padStart(8, '0')}`;
    const at = add(0, { name: folder, type: TypeEnum.DIRECTORY, length: 0, children: [] });
    add(at, stream('__properties_version1.0', Buffer.alloc(8)));
    add(at, property('3707', name));
    add(at, property('3701', content));
  }
  return Buffer.from(burn(entries));
}
