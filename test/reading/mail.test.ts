import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Reading } from '../../schemas/reading.ts';
import { twoInvoices, ublInvoice } from '../workflows/samples.ts';
import { type MailPart, makeMail } from './make-mail.ts';
import { makeMsg } from './make-msg.ts';
import { limits } from './shared-data.ts';
import { tinyPdf } from './tiny-pdf.ts';

after(closeReaders);

const pdf = tinyPdf(['Invoice 4711\nwith enough words to be a page of text']);
const letter: MailPart = { type: 'text/plain', content: 'Dear all, please find our invoice of 119,00 EUR attached.' };
const attached: MailPart = { name: 'invoice.pdf', type: 'application/pdf', content: pdf };

const read = (mail: Buffer) => readDocument(mail, { fileName: 'mail.eml', limits });
const paths = ({ parts }: Reading) => parts.map(({ file }) => file?.path);
const textOf = ({ parts }: Reading, part = 0) =>
  parts[part]?.pages.flatMap(({ words }) => words.map(({ text }) => text)).join(' ') ?? '';
const hasCode = (code: string) => (error: unknown) => error instanceof DocketError && error.code === code;

test('a PDF attached to an e-mail is read and knows the message it came with', async () => {
  const kept: string[] = [];
  const reading = await readDocument(makeMail([letter, attached]), {
    limits,
    keepFile: async (blob, bytes) => kept.push(`${blob.sha256} ${bytes.length} ${blob.mediaType}`),
  });
  assert.equal(reading.format, 'eml');
  assert.deepEqual(paths(reading), ['invoice.pdf']);
  assert.match(textOf(reading), /^Invoice 4711/);
  const [{ file, message } = {}] = reading.parts;
  assert.deepEqual(message, {
    subject: 'Invoice',
    from: 'Billing <billing@nordlicht.example>',
    to: ['accounts@example.org'],
    date: '2024-03-05T09:00:00.000Z',
    messageId: '<1@nordlicht.example>',
  });
  assert.deepEqual(kept, [`${file?.blob.sha256} ${pdf.length} application/pdf`]);
  assert.match(reading.findings[0]?.message ?? '', /message\.txt/);
});

test('each attachment is a part of its own; a file with two invoices gives two', async () => {
  const mail = makeMail([
    letter,
    attached,
    { name: 'fattura.xml', type: 'application/xml', content: twoInvoices },
    { name: 'rechnung.xml', type: 'text/xml', content: ublInvoice },
  ]);
  const reading = await read(mail);
  assert.deepEqual(paths(reading), ['invoice.pdf', 'fattura.xml', 'fattura.xml', 'rechnung.xml']);
  assert.deepEqual(
    reading.parts.map(({ part, eInvoice }) => [part, eInvoice?.fields.totalGross]),
    [
      [1, undefined],
      [2, '122.00'],
      [3, '61.00'],
      [4, '119.00'],
    ],
  );
});

test('one attachment that cannot be read is a part with its problem; alone it is the error of the file', async () => {
  const broken: MailPart = { name: 'broken.pdf', type: 'application/pdf', content: '%PDF-1.7\n1 0 obj <<' };
  const reading = await read(makeMail([letter, broken, attached]));
  assert.deepEqual(
    reading.parts.map(({ problem }) => problem?.code),
    ['pdf.broken', undefined],
  );
  assert.match(reading.parts[0]?.problem?.message ?? '', /^broken\.pdf: /);
  await assert.rejects(read(makeMail([letter, broken])), hasCode('pdf.broken'));
  const old: MailPart = { name: 'invoice.ps', type: 'application/postscript', content: '%!PS-Adobe-3.0' };
  await assert.rejects(read(makeMail([letter, old])), hasCode('file.unsupported'));
});

test('logos, signatures, cards and calendars are no documents and are named', async () => {
  const logo = await sharp({ create: { width: 600, height: 120, channels: 3, background: '#c00' } })
    .png()
    .toBuffer();
  const mail = makeMail([
    { type: 'text/html', content: '<p>See attachment</p><img src="cid:logo">' },
    { name: 'logo.png', type: 'image/png', content: logo, disposition: 'inline', contentId: 'logo' },
    { name: 'image001.png', type: 'image/png', content: logo },
    { name: 'smime.p7s', type: 'application/pkcs7-signature', content: 'x' },
    { name: 'me.vcf', type: 'text/vcard', content: 'BEGIN:VCARD' },
    attached,
  ]);
  const reading = await read(mail);
  assert.deepEqual(paths(reading), ['invoice.pdf']);
  for (const name of ['logo.png', 'image001.png', 'smime.p7s', 'me.vcf']) {
    assert.match(reading.findings[0]?.message ?? '', new RegExp(name.replace('.', '\\.')));
  }
});

test('an HTML e-mail that is itself an invoice is the document', async () => {
  const html = `<html><head><style>p{}</style></head><body><script>document.write('no')</script>
    <h1>Invoice</h1><p>Invoice number INV-77<br>Date 2024-03-05</p>
    <table><tr><th>Item</th><th>Price</th></tr><tr><td>Bracket</td><td>100,00</td></tr>
    <tr><td>VAT 19 %</td><td>19,00</td></tr><tr><td>Total</td><td>119,00 EUR</td></tr></table>
    <p style="display:none">preheader</p></body></html>`;
  const reading = await read(makeMail([{ type: 'text/html', content: html }]));
  assert.deepEqual(paths(reading), ['message.html']);
  const text = textOf(reading);
  assert.match(
    text,
    /^Invoice Invoice number INV-77 Date 2024-03-05 Item Price Bracket 100,00 VAT 19 % 19,00 Total 119,00 EUR$/,
  );
});

test('a forwarded e-mail is opened, and its documents know the inner message', async () => {
  const inner = makeMail([letter, attached], { Subject: 'The first one' });
  const outer = makeMail([
    { type: 'text/plain', content: 'FYI' },
    { name: 'forwarded.eml', type: 'message/rfc822', content: inner },
  ]);
  const reading = await read(outer);
  assert.deepEqual(paths(reading), ['forwarded.eml/invoice.pdf']);
  assert.equal(reading.parts[0]?.message?.subject, 'The first one');
});

test('an e-mail without a document, an encrypted one and a broken one say so', async () => {
  await assert.rejects(
    read(makeMail([{ type: 'text/plain', content: 'See you on Monday.' }])),
    hasCode('message.no-document'),
  );
  const sealed = { 'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"' };
  await assert.rejects(read(makeMail([attached], sealed)), hasCode('message.encrypted'));
});

test('an Outlook message is read as any other e-mail is', async () => {
  const reading = await readDocument(makeMsg([{ name: 'invoice.pdf', content: pdf }]), { limits });
  assert.equal(reading.format, 'msg');
  assert.deepEqual(paths(reading), ['invoice.pdf']);
  assert.equal(reading.parts[0]?.message?.subject, 'Invoice');
  assert.equal(reading.parts[0]?.message?.from, 'Billing <billing@nordlicht.example>');
  const itself = await readDocument(makeMsg([], { html: '<p>Invoice 5</p><p>Total 119.00 EUR</p>' }), { limits });
  assert.deepEqual(paths(itself), ['message.html']);
});
