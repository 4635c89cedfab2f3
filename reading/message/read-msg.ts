import outlook, { type FieldsData } from '@kenjiuno/msgreader';
import { DocketError } from '../../schemas/errors.ts';
import { rtfContent } from '../rtf/rtf-content.ts';
import { checkCompoundFile } from './check-compound-file.ts';
import { unpackRtf } from './compressed-rtf.ts';
import { type Attachment, headerOf, type Message } from './message.ts';

/** The package is CommonJS: its class is the default of its default. */
const MsgReader = outlook.default;
type MsgReader = InstanceType<typeof MsgReader>;

/** Codepages of Outlook's own text (MS-OXCMSG, PidTagInternetCodepage) that are not Windows-125x. */
const codepages: Record<number, string> = { 20127: 'ascii', 28591: 'iso-8859-1', 65001: 'utf-8' };

function htmlOf({ bodyHtml, html, internetCodepage }: FieldsData): string | null {
  if (bodyHtml !== undefined) return bodyHtml;
  if (html === undefined) return null;
  const page = internetCodepage ?? 65001;
  const name = codepages[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : 'utf-8');
  return new TextDecoder(name).decode(html);
}

/**
 * The text of the message as RTF, or as the HTML it was before Outlook put it into RTF. One that is damaged is lost, and the
 * attachments are not.
 */
function richText({ compressedRtf }: FieldsData): Pick<Message, 'html' | 'rtf' | 'lost'> {
  if (compressedRtf === undefined) return { html: null, rtf: null, lost: [] };
  try {
    const rtf = unpackRtf(compressedRtf);
    const { kind, text } = rtfContent(rtf);
    return kind === 'html' ? { html: text, rtf: null, lost: [] } : { html: null, rtf, lost: [] };
  } catch {
    return { html: null, rtf: null, lost: ['message.rtf'] };
  }
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
    const rich = richText(fields);
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
