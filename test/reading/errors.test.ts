import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { closeReaders, type ReadLimits, readDocument } from '../../reading/read-document.ts';
import { DocketError, type ErrorCode } from '../../schemas/errors.ts';
import { limits, sharedFile } from './shared-data.ts';
import { tinyPdf } from './tiny-pdf.ts';

after(closeReaders);

const invoice = sharedFile('einvoice-xml/factur-x/akretion/xml/zugferd-basic.xml')
  .toString('utf8')
  .replace(/^\ufeff/, '');
const photo = sharedFile('receipts-sroie/img/X00016469612.jpg');
const pdf = tinyPdf(['Invoice 1\nwith enough words to be a page of text']);
const locked = tinyPdf(['locked'], {
  trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'5a'.repeat(32)}> /U <${'a5'.repeat(32)}> >> /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`,
});
const blank = () =>
  sharp({ create: { width: 300, height: 300, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
const words = (document: unknown) => Buffer.from(JSON.stringify(document));
const word = { text: 'a', box: [0, 0, 1, 1] };

const cases: [string, ErrorCode, () => Uint8Array | Promise<Uint8Array>, Partial<ReadLimits>?, RegExp?][] = [
  ['no bytes', 'file.empty', () => new Uint8Array()],
  ['only white space', 'file.empty', () => Buffer.from(' \n\t ')],
  ['plain text', 'file.unsupported', () => Buffer.from('Dear Sirs, please find our invoice')],
  [
    'an e-mail without a document',
    'message.no-document',
    () => Buffer.from('From: a@example.org\r\nSubject: x\r\n\r\nbody'),
  ],
  ['an empty web page', 'reading.no-text', () => Buffer.from('<!DOCTYPE html><html><body></body></html>')],
  ['an RTF text that nests without end', 'office.broken', () => Buffer.from(`{\\rtf1${'{'.repeat(100_000)}`)],
  ['an RTF text without text', 'reading.no-text', () => Buffer.from('{\\rtf1{\\info{\\author Me}}}')],
  ['more bytes than the limit', 'file.too-large', () => pdf, { maxBytes: 100 }],
  ['an encrypted PDF', 'pdf.encrypted', () => locked],
  ['a PDF that is only a header', 'pdf.broken', () => Buffer.from('%PDF-1.7\nnothing follows')],
  ['more pages than the limit', 'pdf.too-many-pages', () => tinyPdf(['a', 'b', 'c']), { maxPages: 2 }],
  ['a truncated JPEG', 'image.broken', () => photo.subarray(0, 20_000)],
  ['a PNG that is only a signature', 'image.broken', async () => (await blank()).subarray(0, 40)],
  ['more pixels than the limit', 'image.too-large', () => photo, { maxPixels: 100_000 }],
  ['a blank image', 'reading.no-text', blank],
  ['XML with a missing end', 'xml.broken', () => Buffer.from(invoice.slice(0, 3000)), {}, /line \d+, column \d+/],
  ['XML with an unknown entity', 'xml.broken', () => Buffer.from(invoice.replace('<ram:ID>', '<ram:ID>&secret;'))],
  ['XML that nests without end', 'xml.broken', () => Buffer.from('<a>'.repeat(100_000))],
  ['XML with a DTD', 'xml.dtd', () => Buffer.from(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>`)],
  ['XML of another kind', 'xml.not-an-invoice', () => Buffer.from('<note><to>you</to></note>')],
  [
    'an order',
    'xml.not-an-invoice',
    () => sharedFile('invoices-zugferd/negatives/facturx-fnfe-akretion-xml-order-x-basic.xml'),
  ],
  ['broken UTF-8 in XML', 'text.encoding', () => Buffer.from('<Invoice>\xff\xfe\xfd</Invoice>', 'latin1')],
  ['an encoding that does not exist', 'text.encoding', () => Buffer.from('<?xml version="1.0" encoding="nope"?><x/>')],
  ['broken UTF-8 in JSON', 'text.encoding', () => Buffer.from('{"pages": "\xff"}', 'latin1')],
  ['malformed JSON', 'words.invalid', () => Buffer.from('{"pages": [')],
  [
    'JSON of another shape',
    'words.invalid',
    () => words({ pages: [{ width: 1, height: 1, words: [{ text: 5 }] }] }),
    {},
    /pages\.0\.words\.0\.text/,
  ],
  ['words JSON without a word', 'reading.no-text', () => words({ pages: [{ width: 1, height: 1, words: [] }] })],
  [
    'words JSON with too many pages',
    'pdf.too-many-pages',
    () => words({ pages: Array(3).fill({ width: 1, height: 1, words: [word] }) }),
    { maxPages: 2 },
  ],
];

for (const [name, code, bytes, lower = {}, message = /./] of cases) {
  test(`${name}: ${code}`, async () => {
    await assert.rejects(readDocument(await bytes(), { limits: { ...limits, ...lower } }), (error) => {
      assert.ok(error instanceof DocketError, String(error));
      assert.equal(error.code, code, `${error.message} ${error.detail}`);
      assert.match(error.message, message);
      return true;
    });
  });
}

test('a truncated PDF is read as far as it goes or refused as broken', async () => {
  const whole = sharedFile('invoices-invoice2data/files/coolblue1.pdf');
  const outcome = await readDocument(whole.subarray(0, whole.length / 2), { limits }).catch((error: unknown) => error);
  if (outcome instanceof Error) {
    assert.ok(outcome instanceof DocketError);
    assert.ok(['pdf.broken', 'reading.no-text'].includes(outcome.code), outcome.code);
  }
});
