import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Reading } from '../../schemas/reading.ts';
import { twoInvoices } from '../workflows/samples.ts';
import { makePem, makeSealed, makeSigned } from './make-cms.ts';
import { type MailPart, makeMail } from './make-mail.ts';
import { makeZip } from './make-zip.ts';
import { limits } from './shared-data.ts';
import { tinyPdf } from './tiny-pdf.ts';

after(closeReaders);

const name = 'IT01234567890_00001.xml.p7m';
const read = (bytes: Buffer, fileName = name) => readDocument(bytes, { fileName, limits });
const totals = ({ parts }: Reading) => parts.map(({ eInvoice }) => eInvoice?.fields.totalGross);
const paths = ({ parts }: Reading) => parts.map(({ file }) => file?.path);
const rules = ({ findings }: Reading) => findings.map(({ rule }) => rule);
const hasCode = (code: string) => (error: unknown) => error instanceof DocketError && error.code === code;

const signed = makeSigned(twoInvoices);
const forms: [how: string, bytes: Buffer][] = [
  ['DER', signed],
  ['BER in pieces, without lengths', makeSigned(twoInvoices, { pieces: 100 })],
  ['PEM', makePem(signed)],
  ['Base64', Buffer.from(signed.toString('base64').replace(/.{76}/g, '$&\r\n'))],
  ['Base64 in one line', Buffer.from(signed.toString('base64'))],
  ['DER with bytes after its end', Buffer.concat([signed, Buffer.from('\r\n')])],
  ['two signatures around one another', makeSigned(signed)],
];
for (const [how, bytes] of forms) {
  test(`a signed FatturaPA in ${how} is the e-invoice inside`, async () => {
    const reading = await read(bytes);
    assert.equal(reading.format, 'p7m');
    assert.deepEqual(totals(reading), ['122.00', '61.00']);
    assert.ok(rules(reading).includes('signature.unchecked'));
  });
}

test('what was signed is named after the signed file, whose bytes can be kept', async () => {
  const kept: string[] = [];
  const reading = await readDocument(signed, {
    fileName: name,
    limits,
    keepFile: async (blob, bytes) => kept.push(`${blob.mediaType} ${bytes.length}`),
  });
  assert.deepEqual(paths(reading), ['IT01234567890_00001.xml', 'IT01234567890_00001.xml']);
  assert.deepEqual([...new Set(kept)], [`application/xml ${Buffer.byteLength(twoInvoices)}`]);
  assert.match(reading.findings[0]?.message ?? '', /signature was not checked/);
});

test('a signed file is opened in an e-mail and in a ZIP too', async () => {
  const attached = { name, type: 'application/pkcs7-mime', content: signed };
  const letter = { type: 'text/plain', content: 'In allegato la fattura.' };
  const mailed = await read(makeMail([letter, attached]), 'mail.eml');
  assert.deepEqual(totals(mailed), ['122.00', '61.00']);
  assert.deepEqual(paths(mailed)[0], `${name}/IT01234567890_00001.xml`);
  assert.match(mailed.findings[0]?.message ?? '', new RegExp(name));
  const zipped = await read(makeZip([{ name, content: makePem(signed) }]), 'fatture.zip');
  assert.deepEqual(totals(zipped), ['122.00', '61.00']);
});

const refused: [what: string, code: string, bytes: Buffer][] = [
  ['an encrypted file', 'signed.encrypted', makeSealed('enveloped')],
  ['a compressed file', 'file.unsupported', makeSealed('compressed')],
  ['a signature without its document', 'signed.no-content', makeSigned(null)],
  ['a truncated signed file', 'signed.broken', signed.subarray(0, 600)],
  ['a signed file with a length beyond its end', 'signed.broken', Buffer.from(signed).fill(0xff, 2, 4)],
  [
    'signatures within signatures',
    'archive.too-deep',
    [1, 2, 3, 4, 5].reduce<Buffer>((inner) => makeSigned(inner), signed),
  ],
];
for (const [what, code, bytes] of refused) {
  test(`${what}: ${code}`, () => assert.rejects(read(bytes), hasCode(code)));
}

const pdf = tinyPdf(['Invoice 4711\nwith enough words to be a page of text']);
const attachedPdf: MailPart = { name: 'invoice.pdf', type: 'application/pdf', content: pdf };
const covering: MailPart = { type: 'text/plain', content: 'Please find our invoice attached.' };
/** A MIME entity as it is signed: without the header of the message. */
const entity = makeMail([covering, attachedPdf])
  .toString('latin1')
  .replace(/^[\s\S]*?(?=Content-Type: multipart)/, '');

/** An e-mail whose whole content is one S/MIME structure. */
function sealedMail(content: Buffer, type: string): Buffer {
  const head = 'From: Billing <billing@nordlicht.example>\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\n';
  const base64 = content.toString('base64').replace(/.{76}/g, '$&\r\n');
  return Buffer.from(`${head}Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`);
}
const opaque = 'application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"';

test('an e-mail that is signed as a whole is read, with its own header', async () => {
  for (const content of [entity, sealedMail(makeSigned(entity), opaque)]) {
    const reading = await read(sealedMail(makeSigned(content), opaque), 'mail.eml');
    assert.deepEqual(paths(reading), ['invoice.pdf']);
    assert.equal(reading.parts[0]?.message?.subject, 'Invoice');
    assert.ok(rules(reading).includes('signature.unchecked'));
  }
});

test('an e-mail that is signed beside its content is read, and its signature is no document', async () => {
  const both = `--sig\r\n${entity}\r\n--sig\r\nContent-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Disposition: attachment; filename="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\n\r\n${makeSigned(null).toString('base64')}\r\n--sig--\r\n`;
  const type = 'multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="sig"';
  const mail = `From: billing@nordlicht.example\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n${both}`;
  const reading = await read(Buffer.from(mail), 'mail.eml');
  assert.deepEqual(paths(reading), ['invoice.pdf']);
  assert.deepEqual(rules(reading), ['signature.unchecked', 'container.passed-over']);
});

test('a signed e-mail that arrives as an attachment keeps the header of the message around it', async () => {
  const attached = { name: 'smime.p7m', type: 'application/octet-stream', content: makeSigned(entity) };
  const reading = await read(makeMail([covering, attached], { Subject: 'From our gateway' }), 'mail.eml');
  assert.deepEqual(paths(reading), ['smime.p7m/smime/invoice.pdf']);
  assert.equal(reading.parts[0]?.message?.subject, 'From our gateway');
});

const unreadable: [what: string, code: string, mail: Buffer][] = [
  ['an encrypted e-mail', 'message.encrypted', sealedMail(makeSealed('enveloped'), 'application/pkcs7-mime')],
  [
    'an e-mail encrypted within its signature',
    'message.encrypted',
    sealedMail(
      makeSigned(sealedMail(makeSealed('enveloped'), 'application/pkcs7-mime; smime-type=enveloped-data')),
      opaque,
    ),
  ],
  ['a signed e-mail that is damaged', 'signed.broken', sealedMail(Buffer.from('not a signature'), opaque)],
  [
    'an e-mail in too many signatures',
    'message.broken',
    [1, 2, 3, 4, 5, 6].reduce<Buffer>((inner) => sealedMail(makeSigned(inner), opaque), Buffer.from(entity)),
  ],
];
for (const [what, code, mail] of unreadable) {
  test(`${what}: ${code}`, () => assert.rejects(read(mail, 'mail.eml'), hasCode(code)));
}
