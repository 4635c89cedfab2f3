import PostalMime, { type Address, type Attachment as MimePart } from 'postal-mime';
import { DocketError } from '../../schemas/errors.ts';
import { type Attachment, headerOf, type Message } from './message.ts';

/** Deepest nesting of MIME parts; mail programs need about five. */
const MAX_NESTING = 40;

function nameOf(address: Address | undefined): string | null {
  if (address === undefined) return null;
  if (address.address === undefined) return address.name;
  return address.name === '' ? address.address : `${address.name} <${address.address}>`;
}

function attachmentOf({ filename, mimeType, disposition, related, content }: MimePart): Attachment {
  const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
  return { name: filename, mediaType: mimeType, bytes, isInline: related === true || disposition === 'inline' };
}

/**
 * Reads an e-mail of RFC 5322 and MIME. A forwarded e-mail is an attachment of its own.
 * @throws DocketError `message.broken`, `message.encrypted`
 */
export async function readEml(bytes: Uint8Array): Promise<Message> {
  const mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: MAX_NESTING }).catch(
    (cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new DocketError('message.broken', `The e-mail cannot be parsed: ${reason.slice(0, 200)}.`, { cause });
    },
  );
  const type = mail.headers.find(({ key }) => key === 'content-type')?.value ?? '';
  if (/^\s*(multipart\/encrypted|application\/(x-)?pkcs7-mime)\b/i.test(type)) {
    throw new DocketError('message.encrypted', 'The e-mail is encrypted or sealed as a whole (S/MIME or OpenPGP).');
  }
  const { subject, from, to = [], date, messageId } = mail;
  return {
    header: headerOf({ subject, from: nameOf(from), to: to.map(nameOf), date, messageId }),
    html: mail.html ?? null,
    text: mail.text ?? null,
    attachments: mail.attachments.map(attachmentOf),
  };
}
