import sharp from 'sharp';
import type { FileFormat } from '../../schemas/reading.ts';
import { htmlBlocks } from '../html/html-blocks.ts';
import { sniffFormat } from '../sniff-format.ts';
import type { BroughtFile } from '../unpacked.ts';
import type { Attachment, Message } from './message.ts';

/** Attachments that are never the document: signatures, calendars, cards, media, what Office cuts out of a text. */
const NEVER_NAMES =
  /\.(p7s|sig|asc|ics|vcf|vcs|ifb|css|js|eot|ttf|woff2?|mp3|mp4|wav|m4a|mov|avi|mso|wmz|emz|thmx)$|^(filelist|colorschememapping)\.xml$/i;
/** Receipts of Italian certified mail and of the Italian exchange system, beside the invoice or in place of it. */
const RECEIPTS = /^daticert\.xml$|^[a-z]{2}[a-z0-9]{2,28}_\w{1,5}_(rc|ns|mc|ne|mt|ec|se|dt|at)_\d{3}\.xml(\.p7m)?$/i;
const NEVER_TYPES =
  /^(application\/(x-)?(pkcs7-signature|pgp-signature|pgp-encrypted|pgp-keys|applefile|x-mso)|text\/(calendar|(x-)?vcard|css|rfc822-headers|x-amp-html)|message\/(delivery-status|disposition-notification)|audio\/|video\/)/;
/** A picture with a shorter side than this cannot hold a legible document: it is a logo or an icon. */
const LEGIBLE_SIDE = 500;

/** Whether a picture in the text is large enough to be a photographed document. */
async function isLegible(bytes: Uint8Array): Promise<boolean> {
  const size = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  return size !== null && Math.min(size.width, size.height) >= LEGIBLE_SIDE;
}

/** What an attachment is by its content; null where that does not say, as of plain text and of pictures not read. */
function formatOf({ bytes }: Attachment): FileFormat | null {
  try {
    return sniffFormat(bytes);
  } catch {
    return null;
  }
}

/** Whether an attachment is what it is declared as, as far as its content says: mail programs often declare wrongly. */
const mayBe = (formats: readonly FileFormat[], format: FileFormat | null) =>
  format === null || formats.includes(format);

const isPicture = ({ mediaType, name }: Attachment, format: FileFormat | null) =>
  mayBe(['png', 'jpeg', 'tiff', 'webp'], format) &&
  (mediaType.startsWith('image/') || /\.(png|jpe?g|gif|bmp|webp|tiff?|svg|ico)$/i.test(name ?? ''));
/** Outlook names the pictures and footers it cuts out of a text so. */
const isCutOut = ({ name }: Attachment) => /^(image|oledata|att)\d{3,5}\.\w{2,4}$/i.test(name ?? '');

const isText = ({ mediaType, name }: Attachment, format: FileFormat | null) =>
  mayBe(['html', 'rtf', 'xml', 'words', 'eml'], format) &&
  /^text\/(plain|html|markdown|csv)$/.test(mediaType) &&
  !/\.(xml|eml|json)$/i.test(name ?? '');

/** The text of an e-mail as the richest of what it is written in. */
function bodyOf({ html, rtf, text }: Message): BroughtFile[] {
  const encoder = new TextEncoder();
  if (html && htmlBlocks(html).length > 0)
    return [{ name: 'message.html', bytes: encoder.encode(html), format: 'html', isOptional: true }];
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
    const format = formatOf(attachment);
    const inText = isPicture(attachment, format) && (isInline || isCutOut(attachment));
    const asText = isText(attachment, format);
    const never = [NEVER_NAMES, RECEIPTS].some((names) => names.test(label)) || NEVER_TYPES.test(mediaType);
    if (never || bytes.length === 0 || (inText && !(await isLegible(bytes)))) passedOver.push(label);
    else {
      // Plain text has no signature to know it by.
      const known = asText && format === null ? 'text' : null;
      files.push({ name: label, bytes, format: known, isOptional: inText || asText });
    }
  }
  return { files, passedOver };
}

function defaultName(index: number, mediaType: string): string {
  const ending = mediaType === 'message/rfc822' ? 'eml' : (/^\w+\/([a-z]+)$/.exec(mediaType)?.[1] ?? 'bin');
  return `attachment-${index + 1}.${ending}`;
}
