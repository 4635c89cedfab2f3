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

/** An Outlook message (MS-OXMSG) with a text, or an HTML text, and attachments. */
export function makeMsg(attachments: { name: string; content: Uint8Array }[], html?: string): Buffer {
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
  add(0, html === undefined ? property('1000', 'Please find our invoice.') : property('1013', Buffer.from(html)));
  for (const [index, { name, content }] of attachments.entries()) {
    const folder = `__attach_version1.0_#${String(index).padStart(8, '0')}`;
    const at = add(0, { name: folder, type: TypeEnum.DIRECTORY, length: 0, children: [] });
    add(at, stream('__properties_version1.0', Buffer.alloc(8)));
    add(at, property('3707', name));
    add(at, property('3701', content));
  }
  return Buffer.from(burn(entries));
}
