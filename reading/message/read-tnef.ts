import { DocketError } from '../../schemas/errors.ts';
import { encodingOfPage } from '../code-pages.ts';
import { attribute, tnefAttributes } from '../tnef/attributes.ts';
import { ByteReader } from '../tnef/byte-reader.ts';
import { type PropertyValue, property, tnefProperties } from '../tnef/properties.ts';
import { type Attachment, headerOf, type Message } from './message.ts';
import { richText } from './rich-text.ts';

type Properties = ReadonlyMap<number, PropertyValue>;

function textOf(properties: Properties, id: number): string | null {
  const value = properties.get(id);
  return value?.kind === 'text' && value.text !== '' ? value.text : null;
}

function numberOf(properties: Properties, id: number): number | null {
  const value = properties.get(id);
  return value?.kind === 'bytes' && value.bytes.length >= 4 ? Buffer.from(value.bytes).readUInt32LE(0) : null;
}

/** An attachment as its attributes come, one after the other. */
interface Draft {
  title: string | null;
  data: Uint8Array | null;
  properties: Properties;
}

function attachmentOf({ title, data, properties }: Draft, html: string): Attachment {
  const object = properties.get(property.data);
  const isMessage = object?.kind === 'object';
  const name = textOf(properties, property.longFileName) ?? title ?? textOf(properties, property.fileName);
  const contentId = textOf(properties, property.contentId);
  return {
    name: name === null && isMessage ? 'message.tnef' : name,
    mediaType: isMessage ? 'application/ms-tnef' : (textOf(properties, property.mediaType)?.toLowerCase() ?? ''),
    bytes: (object?.kind === 'text' ? null : object?.bytes) ?? data ?? new Uint8Array(),
    isInline:
      numberOf(properties, property.isHidden) === 1 || (contentId !== null && html.includes(`cid:${contentId}`)),
  };
}

/** Everything in a TNEF stream, in the order of its attributes. */
class TnefMessage {
  #encoding = encodingOfPage(1252);
  #subject: string | null = null;
  #body: string | null = null;
  #properties: Properties = new Map();
  readonly #drafts: Draft[] = [];

  constructor(bytes: Uint8Array) {
    for (const { level, id, data } of tnefAttributes(bytes)) {
      if (level === 'message') this.#takeOfMessage(id, data);
      else this.#takeOfAttachment(id, data);
    }
  }

  message(): Message {
    const html = this.#html();
    const rtf = this.#properties.get(property.rtf);
    const rich = richText(rtf?.kind === 'bytes' ? rtf.bytes : undefined);
    const subject = textOf(this.#properties, property.subject) ?? this.#subject;
    const text = html ?? rich.html;
    return {
      header: headerOf({ subject, from: null, to: [], date: null, messageId: null }),
      html: text,
      rtf: rich.rtf,
      text: this.#body ?? textOf(this.#properties, property.body),
      attachments: this.#drafts.map((draft) => attachmentOf(draft, text ?? '')),
      isSigned: false,
      lost: rich.lost,
    };
  }

  #html(): string | null {
    const html = this.#properties.get(property.html);
    if (html?.kind === 'text') return html.text;
    if (html === undefined) return null;
    const page = numberOf(this.#properties, property.htmlCodePage);
    return new TextDecoder(page === null ? this.#encoding : encodingOfPage(page)).decode(html.bytes);
  }

  #text(data: Uint8Array): string | null {
    return new TextDecoder(this.#encoding).decode(data).replace(/\0.*$/s, '') || null;
  }

  #takeOfMessage(id: number, data: Uint8Array): void {
    if (id === attribute.codePage) this.#encoding = encodingOfPage(new ByteReader(data).uint32());
    else if (id === attribute.subject) this.#subject = this.#text(data);
    else if (id === attribute.body) this.#body = this.#text(data);
    else if (id === attribute.messageProperties) this.#properties = tnefProperties(data, this.#encoding);
  }

  #takeOfAttachment(id: number, data: Uint8Array): void {
    if (id === attribute.attachmentStart) this.#drafts.push({ title: null, data: null, properties: new Map() });
    const draft = this.#drafts.at(-1);
    if (draft === undefined) throw new Error('an attachment has no beginning');
    if (id === attribute.attachmentTitle) draft.title = this.#text(data);
    else if (id === attribute.attachmentData) draft.data = data;
    else if (id === attribute.attachmentProperties) draft.properties = tnefProperties(data, this.#encoding);
  }
}

/**
 * Reads what Outlook and Exchange wrap messages in for their own kind: winmail.dat (MS-OXTNEF). A forwarded message is an
 * attachment of its own.
 * @throws DocketError `message.broken`
 */
export function readTnef(bytes: Uint8Array): Message {
  try {
    return new TnefMessage(bytes).message();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DocketError('message.broken', `The Outlook wrapping (winmail.dat) cannot be parsed: ${reason}.`, {
      cause,
    });
  }
}
