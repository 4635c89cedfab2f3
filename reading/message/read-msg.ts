import outlook, { type FieldsData } from '@kenjiuno/msgreader';
import { DocketError } from '../../schemas/errors.ts';
import { encodingOfPage } from '../code-pages.ts';
import { checkCompoundFile } from './check-compound-file.ts';
import { type Attachment, headerOf, type Message } from './message.ts';
import { richText } from './rich-text.ts';

/** The package is CommonJS: its class is the default of its default. */
const MsgReader = outlook.default;
type MsgReader = InstanceType<typeof MsgReader>;

/** Code page of an HTML text that names none. */
const UTF_8 = 65001;

function htmlOf({ bodyHtml, html, internetCodepage }: FieldsData): string | null {
  if (bodyHtml !== undefined) return bodyHtml;
  if (html === undefined) return null;
  return new TextDecoder(encodingOfPage(internetCodepage ?? UTF_8)).decode(html);
}

function attachmentsOf(reader: MsgReader, { attachments = [] }: FieldsData, html: string): Attachment[] {
  return attachments.map((fields) => {
    const { fileName, content } = reader.getAttachment(fields);
    const { pidContentId, attachmentHidden = false, attachMimeTag = '', innerMsgContent } = fields;
    const name = fileName || fields.fileName || fields.fileNameShort || null;
    const isInline = attachmentHidden || (pidContentId !== undefined && html.includes(`cid:${pidContentId}`));
    return {
      name: innerMsgContent ? `${name ?? 'message'}.msg`.replace(/(\.msg)+$/i, '.msg') : name,
      mediaType: innerMsgContent ? 'application/vnd.ms-outlook' : attachMimeTag.toLowerCase(),
      bytes: content,
      isInline,
    };
  });
}

/**
 * Reads an Outlook message (MS-OXMSG). A forwarded message is an attachment of its own.
 * @throws DocketError `message.broken`
 */
export function readMsg(bytes: Uint8Array): Message {
  try {
    checkCompoundFile(bytes);
    const reader = new MsgReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
    const fields = reader.getFileData();
    if (fields.error !== undefined) throw new Error(fields.error);
    const { subject, senderName, senderSmtpAddress, senderEmail, recipients = [], messageId } = fields;
    const address = senderSmtpAddress ?? (senderEmail?.includes('@') ? senderEmail : undefined);
    const from = address === undefined ? senderName : senderName ? `${senderName} <${address}>` : address;
    const rich = richText(fields.compressedRtf);
    const html = htmlOf(fields) ?? rich.html;
    const date = fields.clientSubmitTime ?? fields.messageDeliveryTime ?? fields.creationTime;
    const to = recipients.map((recipient) => recipient.smtpAddress ?? recipient.email ?? recipient.name);
    return {
      header: headerOf({ subject, from, to, date, messageId }),
      html,
      text: fields.body ?? null,
      rtf: rich.rtf,
      attachments: attachmentsOf(reader, fields, html ?? ''),
      isSigned: false,
      lost: rich.lost,
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DocketError('message.broken', `The Outlook message cannot be parsed: ${reason.slice(0, 200)}.`, {
      cause,
    });
  }
}
