import sharp from 'sharp';
import { sniffFormat } from '../sniff-format.ts';
import type { BroughtFile } from '../unpacked.ts';
import type { Attachment, Message } from './message.ts';

/** Attachments that are never the document: signatures, calendars, address cards, reports of mail systems. */
const NEVER_NAMES = /\.(p7s|sig|asc|ics|vcf|vcs|ifb|css|js|eot|ttf|woff2?|mp3|mp4|wav|m4a|mov|avi)$/i;
const NEVER_TYPES =
  /^(application\/(x-)?(pkcs7-signature|pgp-signature|pgp-encrypted|pgp-keys)|text\/(calendar|(x-)?vcard|css|rfc822-headers)|message\/(delivery-status|disposition-notification)|audio\/|video\/)/;
/** A picture with a shorter side than this cannot hold a legible document: it is a logo or an icon. */
const LEGIBLE_SIDE = 500;

/** Whether a picture in the text is large enough to be a photographed document. */
async function isLegible(bytes: Uint8Array): Promise<boolean> {
  const size = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  return size !== null && Math.min(size.width, size.height) >= LEGIBLE_SIDE;
}

const isPicture = ({ mediaType, name }: Attachment) =>
  mediaType.startsWith('image/') || /\.(png|jpe?g|gif|bmp|webp|tiff?|svg|ico)$/i.test(name ?? '');
/** Outlook names the pictures and footers it cuts out of a text so. */
const isCutOut = ({ name }: Attachment) => /^(image|oledata|att)\d{3,5}\.\w{2,4}$/i.test(name ?? '');

const isText = ({ mediaType, name }: Attachment) =>
  /^text\/(plain|html|markdown|csv)$/.test(mediaType) && !/\.(xml|eml|json)$/i.test(name ?? '');

/** Plain text has no signature to know it by; a PDF that is declared as text is known by its own. */
function textFormat(attachment: Attachment): 'text' | null {
  if (!isText(attachment)) return null;
  try {
    sniffFormat(attachment.bytes);
    return null;
  } catch {
    return 'text';
  }
}

/** The text of an e-mail as the richest of what it is written in. */
function bodyOf({ html, rtf, text }: Message): BroughtFile[] {
  const encoder = new TextEncoder();
  if (html?.trim()) return [{ name: 'message.html', bytes: encoder.encode(html), format: 'html', isOptional: true }];
  if (rtf) return [{ name: 'message.rtf', bytes: rtf, format: 'rtf', isOptional: true }];
  if (text?.trim()) return [{ name: 'message.txt', bytes: encoder.encode(text), format: 'text', isOptional: true }];
  return [];
}

/**
 * The files of an e-mail that are or may be documents, its text first, and the names of those that are passed over:
 * signatures, cards, logos.
 */
export async function documentFiles(message: Message): Promise<{ files: BroughtFile[]; passedOver: string[] }> {
  const files = bodyOf(message);
  const passedOver = [...message.lost];
  for (const [index, attachment] of message.attachments.entries()) {
    const { name, mediaType, bytes, isInline } = attachment;
    const label = name?.trim() || defaultName(index, mediaType);
    const inText = isPicture(attachment) && (isInline || isCutOut(attachment));
    const never = NEVER_NAMES.test(label) || NEVER_TYPES.test(mediaType) || bytes.length === 0;
    if (never || (inText && !(await isLegible(bytes)))) passedOver.push(label);
    else files.push({ name: label, bytes, format: textFormat(attachment), isOptional: inText || isText(attachment) });
  }
  return { files, passedOver };
}

function defaultName(index: number, mediaType: string): string {
  const ending = mediaType === 'message/rfc822' ? 'eml' : (/^\w+\/([a-z]+)$/.exec(mediaType)?.[1] ?? 'bin');
  return `attachment-${index + 1}.${ending}`;
}
