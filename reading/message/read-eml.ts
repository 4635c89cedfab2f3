import PostalMime, { type Address, type Email, type Attachment as MimePart } from 'postal-mime';
import { DocketError } from '../../schemas/errors.ts';
import { sniffCms } from '../signed/cms-kind.ts';
import { openSigned } from '../signed/open-signed.ts';
import { isTnef } from '../tnef/attributes.ts';
import { bareMail } from './bare-mail.ts';
import { isMisread, mendHeaders, mendTexts } from './mend-charsets.ts';
import { type Attachment, headerOf, type Message } from './message.ts';
import { readTnef } from './read-tnef.ts';

/** Deepest nesting of MIME parts; mail programs need about five. */
const MAX_NESTING = 40;
/** Signatures around one another: a mail gateway may add its own to that of the sender. */
const MAX_SIGNATURES = 4;

function nameOf(address: Address | undefined): string | null {
  if (address === undefined) return null;
  if (address.address === undefined) return address.name;
  return address.name === '' ? address.address : `${address.name} <${address.address}>`;
}

function bytesOf({ content }: MimePart): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}

function attachmentOf(part: MimePart): Attachment {
  const { filename, mimeType, disposition, related } = part;
  return {
    name: filename,
    mediaType: mimeType,
    bytes: bytesOf(part),
    isInline: related === true || disposition === 'inline',
  };
}

async function parse(bytes: Uint8Array): Promise<Email> {
  const options = { forceRfc822Attachments: true, maxNestingDepth: MAX_NESTING };
  const stored = mendHeaders(bareMail(bytes));
  try {
    const mail = await PostalMime.parse(stored, options);
    if (!isMisread(mail.html) && !isMisread(mail.text)) return mail;
    const { html, text } = await PostalMime.parse(mendTexts(stored, mail.html), options);
    return { ...mail, html, text };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DocketError('message.broken', `The e-mail cannot be parsed: ${reason.slice(0, 200)}.`, { cause });
  }
}

const typeOf = ({ headers }: Email) => headers.find(({ key }) => key === 'content-type')?.value.trim() ?? '';
/** One S/MIME structure in place of the whole content (RFC 8551, 3.2): signed or encrypted. */
const isSealed = (mail: Email) => /^application\/(x-)?pkcs7-mime\b/i.test(typeOf(mail));

function isEncrypted(mail: Email): boolean {
  if (/^multipart\/encrypted\b/i.test(typeOf(mail))) return true;
  if (!isSealed(mail)) return false;
  const [part] = mail.attachments;
  const kind = part && sniffCms(bytesOf(part));
  return kind === 'encrypted' || (kind !== 'signed' && /smime-type\s*=\s*"?(auth-?)?enveloped/i.test(typeOf(mail)));
}

/** The e-mail inside the S/MIME signatures that are wrapped around it whole; any other as it is. */
async function unsealed(outer: Email): Promise<{ mail: Email; isSigned: boolean }> {
  let mail = outer;
  for (let opened = 0; opened <= MAX_SIGNATURES; opened += 1) {
    if (isEncrypted(mail)) {
      throw new DocketError('message.encrypted', 'The e-mail is encrypted (S/MIME or OpenPGP).');
    }
    if (!isSealed(mail)) return { mail, isSigned: opened > 0 || /^multipart\/signed\b/i.test(typeOf(mail)) };
    const [part] = mail.attachments;
    if (part === undefined)
      throw new DocketError('message.broken', 'The e-mail is sealed, but there is nothing in it.');
    mail = await parse(openSigned(bytesOf(part)));
  }
  throw new DocketError('message.broken', `The e-mail has more than ${MAX_SIGNATURES} signatures around it.`);
}

/**
 * The same message with what Outlook wrapped for its own kind (winmail.dat) in its place: the attachments, and the text
 * where the message has none beside it. A wrapping that is damaged stays an attachment, which says so when it is read.
 */
function withoutWrapping(message: Message): Message {
  const wrapped = message.attachments.find(({ bytes }) => isTnef(bytes));
  if (wrapped === undefined) return message;
  try {
    const inner = readTnef(wrapped.bytes);
    const text = message.html?.trim() || message.text?.trim() ? message : inner;
    const attachments = message.attachments.flatMap((one) => (one === wrapped ? inner.attachments : [one]));
    return { ...message, html: text.html, text: text.text, rtf: text.rtf, attachments, lost: inner.lost };
  } catch {
    return message;
  }
}

/**
 * Reads an e-mail of RFC 5322 and MIME. A forwarded e-mail is an attachment of its own. Of a signed one the content is read
 * and the signature is not checked.
 * @throws DocketError `message.broken`, `message.encrypted`, `signed.*`
 */
export async function readEml(bytes: Uint8Array): Promise<Message> {
  const outer = await parse(bytes);
  const { mail, isSigned } = await unsealed(outer);
  const { subject, from, to = [], date, messageId } = outer;
  return withoutWrapping({
    header: headerOf({ subject, from: nameOf(from), to: to.map(nameOf), date, messageId }),
    html: mail.html ?? null,
    text: mail.text ?? null,
    rtf: null,
    attachments: mail.attachments.map(attachmentOf),
    isSigned,
    lost: [],
  });
}
