import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Reading } from '../../schemas/reading.ts';
import { ublInvoice } from '../workflows/samples.ts';
import { makeMail } from './make-mail.ts';
import { packRtf } from './make-msg.ts';
import { makeTnef, propertyList, tnefAttribute, tnefStream } from './make-tnef.ts';
import { limits } from './shared-data.ts';
import { tinyPdf } from './tiny-pdf.ts';

after(closeReaders);

const pdf = tinyPdf(['Invoice 4711\nwith enough words to be a page of text']);
const xml = Buffer.from(ublInvoice);
const letter = { type: 'text/plain', content: 'Please find our invoice attached.' };
const read = (bytes: Buffer) => readDocument(bytes, { limits });
const inMail = (tnef: Buffer, type = 'application/ms-tnef') =>
  read(makeMail([letter, { name: 'winmail.dat', type, content: tnef }]));
const paths = ({ parts }: Reading) => parts.map(({ file }) => file?.path);
const textOf = ({ parts }: Reading) =>
  parts.flatMap(({ pages }) => pages.flatMap(({ words }) => words.map(({ text }) => text))).join(' ');
const hasCode = (code: string) => (error: unknown) => error instanceof DocketError && error.code === code;

const twoFiles = makeTnef({
  body: 'Please find our invoice attached.',
  properties: [
    [0x0037, 'Invoice'],
    [0x8001, 'a named property'],
    [0x0e07, 1],
  ],
  files: [
    { title: 'RECHNU~1.PDF', content: pdf, properties: [[0x3707, 'Rechnung März.pdf']] },
    { title: 'Müller.xml', content: xml },
  ],
});

test('the files in a winmail.dat are attachments of the e-mail that carries it', async () => {
  for (const type of ['application/ms-tnef', 'application/octet-stream']) {
    const reading = await inMail(twoFiles, type);
    assert.deepEqual(paths(reading), ['Rechnung März.pdf', 'Müller.xml']);
    assert.equal(reading.parts[1]?.eInvoice?.fields.totalGross, '119.00');
    assert.equal(reading.parts[0]?.message?.from, 'Billing <billing@nordlicht.example>');
  }
});

test('a winmail.dat that was saved is opened too', async () => {
  const reading = await read(Buffer.concat([twoFiles, Buffer.from('\r\n')]));
  assert.equal(reading.format, 'tnef');
  assert.deepEqual(paths(reading), ['Rechnung März.pdf', 'Müller.xml']);
  assert.equal(reading.parts[0]?.message?.subject, 'Invoice');
});

test('a message forwarded within a winmail.dat is opened', async () => {
  const inner = makeTnef({ files: [{ title: 'invoice.pdf', content: pdf }] });
  const reading = await inMail(makeTnef({ files: [{ title: 'FW', properties: [[0x3701, { message: inner }]] }] }));
  assert.deepEqual(paths(reading), ['FW/invoice.pdf']);
});

test('a text in a winmail.dat counts where the e-mail has none beside it', async () => {
  const rtf = '{\\rtf1\\ansi Invoice 5\\par Bracket\\tab 100.00\\par VAT\\tab 19.00\\par Total\\tab 119.00 EUR\\par}';
  const html = '<p>Invoice 5</p><p>Total 119,00 €</p>';
  const bodies: [Parameters<typeof makeTnef>[0], path: string, text: RegExp][] = [
    [{ body: 'Invoice 5\r\nBracket 100.00\r\nTotal 119.00 EUR' }, 'message.txt', /Total 119\.00 EUR$/],
    [{ properties: [[0x1009, packRtf(rtf)]] }, 'message.rtf', /VAT 19\.00 Total 119\.00 EUR$/],
    [
      {
        properties: [
          [0x3fde, 65001],
          [0x1013, Buffer.from(html)],
        ],
      },
      'message.html',
      /Total 119,00 €$/,
    ],
  ];
  for (const [parts, path, text] of bodies) {
    const winmail = { name: 'winmail.dat', type: 'application/ms-tnef', content: makeTnef(parts) };
    const reading = await read(makeMail([winmail]));
    assert.deepEqual(paths(reading), [path]);
    assert.match(textOf(reading), text);
    await assert.rejects(inMail(winmail.content), hasCode('message.no-document'), 'the text beside it counts');
  }
});

test('a damaged winmail.dat says so, and what is beside it is read', async () => {
  const damaged = twoFiles.subarray(0, twoFiles.length - 100);
  const beside = { name: 'invoice.pdf', type: 'application/pdf', content: pdf };
  const reading = await read(makeMail([letter, beside, { name: 'winmail.dat', type: 'x/y', content: damaged }]));
  assert.deepEqual(
    reading.parts.map(({ file, problem }) => problem?.code ?? file?.path),
    ['invoice.pdf', 'message.broken'],
  );
});

const properties = (bytes: Uint8Array) => tnefStream(tnefAttribute(1, 0x00069003, bytes));
const many = propertyList([]);
many.writeUInt32LE(0xffffffff);
const broken: [what: string, bytes: Buffer][] = [
  ['nothing but a mark', Buffer.from('789f3e22', 'hex')],
  ['an attribute longer than the file', tnefStream(Buffer.from('0104800100ffffffff0000', 'hex'))],
  ['an attribute of no level', tnefStream(Buffer.alloc(20))],
  ['an attachment without a beginning', tnefStream(tnefAttribute(2, 0x0006800f, pdf))],
  ['more properties than bytes', properties(many)],
  ['a property of an unknown type', properties(Buffer.from('0100000001000010', 'hex'))],
  ['a property of endless values', properties(Buffer.from('0100000003103700ffffffff', 'hex'))],
  ['a text longer than its property', properties(Buffer.from('010000001e00370001000000ffffffff6162', 'hex'))],
];
for (const [what, bytes] of broken) {
  test(`a winmail.dat with ${what}: message.broken`, () => assert.rejects(read(bytes), hasCode('message.broken')));
}
