import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { unpackRtf } from '../../reading/message/compressed-rtf.ts';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import type { Reading } from '../../schemas/reading.ts';
import { makeMsg, packRtf } from './make-msg.ts';
import { limits } from './shared-data.ts';
import { tinyPdf } from './tiny-pdf.ts';

after(closeReaders);

const read = (bytes: Uint8Array) => readDocument(bytes, { limits });
const readRtf = (body: string, header = '\\ansi\\ansicpg1252') =>
  read(Buffer.from(`{\\rtf1${header} ${body}}`, 'latin1'));
const wordsOf = ({ parts }: Reading) => parts.flatMap(({ pages }) => pages.flatMap(({ words }) => words));
const textOf = (reading: Reading) =>
  wordsOf(reading)
    .map(({ text }) => text)
    .join(' ');

const texts: [what: string, body: string, expected: string, header?: string][] = [
  ['paragraphs and line breaks', 'Invoice 1\\par Total\\line 5.00\\\nEUR', 'Invoice 1 Total 5.00 EUR'],
  ['characters of the code page', "M\\'fcller \\'80 5", 'Müller € 5'],
  ['characters of another code page', "\\'a3\\'f3d\\'9f", 'Łódź', '\\ansi\\ansicpg1250'],
  [
    'characters of the code page of a font',
    "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset161 Arial;}}\\f0 \\'e1\\f1 \\'e1{\\plain \\'e1}",
    'áαá',
    '\\ansi\\deff0',
  ],
  ['two bytes a character', "{\\fonttbl{\\f0\\fcharset128 Gothic;}}\\f0 \\'93\\'fa\\'96\\'7b", '日本'],
  ['Unicode with what stands for it', "\\uc2 5\\u8364\\'80x {\\uc0\\u8211 }6", '5€ –6'],
  ['Unicode beyond the first plane', '\\uc1\\u-10179?\\u-8704?', '😀'],
  ['escapes and special characters', '\\{a\\}\\\\ b\\~c\\endash d\\_e', '{a}\\ b c–d-e'],
  ['words broken by lines of the file', 'In\r\nvoice', 'Invoice'],
  [
    'no styles, properties, pictures, fields and hidden text',
    '{\\stylesheet{\\s0 Normal;}}{\\info{\\author Me}}{\\*\\generator Word;}{\\pict\\wmetafile8 0102ff}{\\pict\\bin9 {{{{{{{{{}{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}{\\v no}{\\deleted no}\\v no\\v0  yes',
    '7 yes',
  ],
  ['nothing after its end', 'a}b', 'a'],
  ['what is there of a truncated one', 'a {\\b b', 'a b'],
];
for (const [what, body, expected, header] of texts) {
  test(`an RTF text is read: ${what}`, async () => {
    const reading = await readRtf(body, header);
    assert.equal(reading.format, 'rtf');
    assert.equal(textOf(reading), expected);
  });
}

test('cells of a table in RTF stand beside each other, its rows below each other', async () => {
  const row = (...cells: string[]) =>
    `\\trowd\\cellx3000\\cellx6000\\pard\\intbl ${cells.map((cell) => `${cell}\\cell `).join('')}\\pard\\trowd\\row\n`;
  const reading = await readRtf(
    `Nordlicht\\par ${row('Item', 'Price')}${row('Bracket, made of\\par steel', '100,00')}\\pard Total 119,00\\par`,
  );
  assert.equal(textOf(reading), 'Nordlicht Item Price Bracket, made of 100,00 steel Total 119,00');
  const at = (text: string) => wordsOf(reading).find((word) => word.text === text)?.box ?? [0, 0, 0, 0];
  assert.equal(at('Price')[0], at('100,00')[0]);
  assert.equal(at('Bracket,')[1], at('100,00')[1]);
  assert.equal(at('Bracket,')[0], at('steel')[0]);
  assert.ok(at('Total')[1] > at('steel')[1]);
});

/** HTML as Outlook puts it into RTF (MS-OXRTFEX): tags in groups, RTF for other readers beside them. */
const encapsulated = `{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}
{\\*\\htmltag19 <html>}{\\*\\htmltag64 <table>}\\htmlrtf {\\htmlrtf0 {\\*\\htmltag84 <tr><td>}Invoice \\'80{\\*\\htmltag92 </td><td>}\\htmlrtf \\tab no\\htmlrtf0 {\\*\\htmltag84 &lt;}119,00{\\*\\htmltag92 </td></tr>}\\htmlrtf }\\htmlrtf0 {\\*\\mhtmltag no}{\\*\\htmltag72 </table>}{\\*\\htmltag27 </html>}}`;

test('the HTML of an Outlook message that has it in RTF alone is read', async () => {
  const reading = await read(makeMsg([], { packedRtf: packRtf(encapsulated) }));
  assert.equal(reading.parts[0]?.file?.path, 'message.html');
  assert.equal(textOf(reading), 'Invoice € <119,00');
  assert.equal(textOf(await read(Buffer.from(encapsulated, 'latin1'))), 'Invoice € <119,00');
});

test('the text of an Outlook message that has it in RTF alone is read', async () => {
  const rtf = '{\\rtf1\\ansi Invoice 5\\par Bracket\\tab 100.00\\par VAT\\tab 19.00\\par Total\\tab 119.00 EUR\\par}';
  const reading = await read(makeMsg([], { packedRtf: packRtf(rtf) }));
  assert.equal(reading.parts[0]?.file?.path, 'message.rtf');
  assert.equal(textOf(reading), 'Invoice 5 Bracket 100.00 VAT 19.00 Total 119.00 EUR');
});

test('the packed RTF that MS-OXRTFCP shows is unpacked', () => {
  const packed = '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0';
  const rtf = Buffer.from(unpackRtf(Buffer.from(packed, 'hex'))).toString('latin1');
  assert.equal(rtf, '{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
});

test('a damaged text in RTF is passed over, and the attachments are read', async () => {
  const pdf = tinyPdf(['Invoice 4711\nwith enough words to be a page of text']);
  const whole = packRtf('{\\rtf1 hello}');
  const huge = Buffer.from(whole);
  huge.writeUInt32LE(0x7fffffff, 4);
  const beyond = Buffer.from(whole);
  beyond.writeUInt32LE(0x7fffffff, 0);
  for (const packedRtf of [whole.subarray(0, 10), whole.subarray(0, 20), huge, beyond, Buffer.alloc(40, 'x')]) {
    const reading = await read(makeMsg([{ name: 'invoice.pdf', content: pdf }], { packedRtf }));
    assert.deepEqual(
      reading.parts.map(({ file }) => file?.path),
      ['invoice.pdf'],
    );
    assert.match(reading.findings[0]?.message ?? '', /message\.rtf/);
  }
});
