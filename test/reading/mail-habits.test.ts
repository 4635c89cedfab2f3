import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import type { Reading } from '../../schemas/reading.ts';
import { ublInvoice } from '../workflows/samples.ts';
import { limits } from './shared-data.ts';
import { tinyPdf } from './tiny-pdf.ts';

after(closeReaders);

/** E-mails as programs write them, rightly and wrongly: put together by hand, one character a byte. */
const pdf = tinyPdf(['Invoice 4711\nwith enough words to be a page of text']);
const base64 = pdf.toString('base64');
const head = 'From: Billing <b@nordlicht.example>\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\n';
const letter = 'Content-Type: text/plain; charset=utf-8\r\n\r\nPlease find our invoice attached.';
const invoiceText = 'Invoice INV-77\r\nBracket 100,00\r\nVAT 19 % 19,00\r\nTotal 119,00 EUR\r\n';

const mixed = (...parts: string[]) =>
  `${head}Content-Type: multipart/mixed; boundary="cut"\r\n\r\n${[letter, ...parts].map((part) => `--cut\r\n${part}\r\n`).join('')}--cut--\r\n`;
const encoded = (header: string, body = base64.replace(/.{76}/g, '$&\r\n')) =>
  `${header}\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}`;
const attached = (disposition: string) =>
  mixed(encoded(`Content-Type: application/pdf\r\nContent-Disposition: attachment; ${disposition}`));
const withBody = (body: string) => mixed(encoded('Content-Type: application/pdf; name="a.pdf"', body));
const declared = (type: string) => mixed(encoded(`Content-Type: ${type}`));
const plain = attached('filename="a.pdf"');
const alternatives = (...parts: string[]) =>
  `${head}Content-Type: multipart/alternative; boundary=x\r\n\r\n${parts.map((part) => `--x\r\n${part}\r\n`).join('')}--x--\r\n`;

const read = (mail: string) => readDocument(Buffer.from(mail, 'latin1'), { limits });
const paths = ({ parts }: Reading) => parts.map(({ file, problem }) => problem?.code ?? file?.path);
const textOf = ({ parts }: Reading) =>
  parts.flatMap(({ pages }) => pages.flatMap(({ words }) => words.map(({ text }) => text))).join(' ');

const umlaut = 'Rechnung März.pdf';
const attachments: [how: string, mail: string, path: string][] = [
  ['declared as data, with the ending .dat', declared('application/octet-stream; name="rechnung.dat"'), 'rechnung.dat'],
  ['without a name', declared('application/octet-stream'), 'attachment-1.bin'],
  ['declared as text', declared('text/plain; name="a.txt"\r\nContent-Disposition: attachment'), 'a.txt'],
  ['declared as a picture in the text', declared('image/png; name="a.png"\r\nContent-Disposition: inline'), 'a.png'],
  ['shown in the text', declared('application/pdf; name="a.pdf"\r\nContent-Disposition: inline'), 'a.pdf'],
  ['that is the whole e-mail', `${head}${encoded('Content-Type: application/pdf; name="scan.pdf"')}`, 'scan.pdf'],
  ['in lines of odd length', withBody(base64.replace(/.{33}/g, '$& \t\n\n')), 'a.pdf'],
  ['in one line, without its end', withBody(base64.replace(/=+$/, '')), 'a.pdf'],
  ['before the footer of a mailing list', withBody(`${base64}\r\n\r\n-- \r\nYou get this e-mail`), 'a.pdf'],
  ['with a name in RFC 2047', attached('filename="=?windows-1252?Q?Rechnung_M=E4rz.pdf?="'), umlaut],
  ['with a name in RFC 2231', attached("filename*=iso-8859-1''Rechnung%20M%E4rz.pdf"), umlaut],
  [
    'with a name in several pieces',
    attached("\r\n filename*0*=UTF-8''Rechnung%20;\r\n filename*1*=M%C3%A4rz;\r\n filename*2=.pdf"),
    umlaut,
  ],
  ['with a name in bytes of Windows', attached('\r\n filename="Rechnung M\xe4rz.pdf"'), umlaut],
  ['with a name in bytes of UTF-8', attached('filename="Rechnung M\xc3\xa4rz.pdf"'), umlaut],
  ['in an e-mail with blank lines before it', `\r\n\r\n${plain}`, 'a.pdf'],
  ['in an e-mail out of a mailbox file', `From b@nordlicht.example Tue Mar  5 10:00:00 2024\n${plain}`, 'a.pdf'],
  ['in an e-mail of Apple Mail', `${plain.length}      \n${plain}<?xml version="1.0"?><plist/>`, 'a.pdf'],
  ['in an e-mail that is cut off after it', plain.replace('--cut--\r\n', ''), 'a.pdf'],
  [
    'in a forwarded e-mail that is encoded',
    mixed(encoded('Content-Type: message/rfc822; name="fw.eml"', Buffer.from(plain, 'latin1').toString('base64'))),
    'fw.eml/a.pdf',
  ],
];
for (const [how, mail, path] of attachments) {
  test(`an attachment is read: ${how}`, async () => {
    const reading = await read(mail);
    assert.deepEqual(paths(reading), [path]);
    assert.match(textOf(reading), /^Invoice 4711 with enough words/);
  });
}

const html = (body: string) => `Content-Type: text/html\r\n\r\n${body}`;
const texts: [how: string, mail: string, path: string, text: RegExp][] = [
  [
    'in flowing lines',
    `${head}Content-Type: text/plain; format=flowed\r\n\r\n${invoiceText.replace('Bracket', 'Bracket made of \r\nsteel,')}`,
    'message.txt',
    /Bracket made of steel, 100,00/,
  ],
  [
    'in Windows-1252',
    `${head}Content-Type: text/plain; charset=windows-1252\r\n\r\nRechnung M\xfcller\r\nSumme 119,00 \x80\r\n`,
    'message.txt',
    /^Rechnung Müller Summe 119,00 €$/,
  ],
  [
    'in Windows-1252, which it does not say',
    `${head}${html('<p>Rechnung M\xfcller</p><p>Summe 119,00 \x80</p>')}`,
    'message.html',
    /^Rechnung Müller Summe 119,00 €$/,
  ],
  [
    'in a character set that only its HTML names',
    `${head}${html('<meta charset="iso-8859-2"><p>Faktura</p><p>Suma 119,00 z\xb3</p>')}`,
    'message.html',
    /^Faktura Suma 119,00 zł$/,
  ],
  [
    'in UTF-8 with a character that was lost before',
    `${head}${html('<p>Rechnung M\xc3\xbcller \xc3\xa4 \xef\xbf\xbd</p><p>Summe 119,00 EUR</p>')}`,
    'message.html',
    /^Rechnung Müller ä \ufffd Summe/,
  ],
  [
    'beside an empty HTML',
    alternatives(`Content-Type: text/plain\r\n\r\n${invoiceText}`, html('<html><body>&nbsp;</body></html>')),
    'message.txt',
    /^Invoice INV-77/,
  ],
  [
    'as HTML without a frame, in a file of its own',
    mixed(
      'Content-Type: text/html; name="invoice.html"\r\nContent-Disposition: attachment\r\n\r\n<h1>Invoice INV-7</h1><p>Bracket 100,00</p><p>VAT 19,00</p><p>Total 119,00 EUR</p>',
    ),
    'invoice.html',
    /^Invoice INV-7 Bracket/,
  ],
];
for (const [how, mail, path, text] of texts) {
  test(`an invoice in the text of an e-mail is read: ${how}`, async () => {
    const reading = await read(mail);
    assert.deepEqual(paths(reading), [path]);
    assert.match(textOf(reading), text);
  });
}

const file = (name: string, body: string, type = 'application/octet-stream') =>
  encoded(`Content-Type: ${type}; name="${name}"`, Buffer.from(body, 'latin1').toString('base64'));
const passedOver: [what: string, part: string][] = [
  ['what Office cuts out of a text', file('oledata.mso', 'ActiveMime\0\0')],
  ["a file's twin for the Macintosh", file('a.pdf', '\0\x05\x16\x07\0\x02\0\0', 'application/applefile')],
  ['HTML for programs that run it', 'Content-Type: text/x-amp-html\r\n\r\n<html amp4email>Loading</html>'],
  ['the certificate of certified mail', file('daticert.xml', '<postacert tipo="posta-certificata"/>')],
  ['a receipt of the Italian exchange system', file('IT01234567890_00001_MT_001.xml', '<MetadatiInvioFile/>')],
];
for (const [what, part] of passedOver) {
  test(`${what} is passed over`, async () => {
    const invoice = file('IT01234567890_00001.xml', Buffer.from(ublInvoice).toString('latin1'));
    const reading = await read(mixed(part, invoice));
    assert.deepEqual(paths(reading), ['IT01234567890_00001.xml']);
    assert.equal(reading.parts[0]?.eInvoice?.fields.totalGross, '119.00');
  });
}
