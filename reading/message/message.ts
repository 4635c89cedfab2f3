import type { MessageHeader } from '../../schemas/reading.ts';

/** One attachment as its e-mail carries it. */
export interface Attachment {
  name: string | null;
  /** Lower case, such as "application/pdf". */
  mediaType: string;
  bytes: Uint8Array;
  /** Shown inside the text: named by the HTML through its content id, or marked as such. */
  isInline: boolean;
}

/** An e-mail, whatever it was stored as. */
export interface Message {
  header: MessageHeader;
  html: string | null;
  text: string | null;
  /** Its text as RTF, with whatever that shows and plain text does not. */
  rtf: Uint8Array | null;
  attachments: Attachment[];
  /** Whether it carries a signature (S/MIME, OpenPGP), which is not checked. */
  isSigned: boolean;
  /** Names of what is in it and cannot be read. */
  lost: string[];
}

/** Longest piece of a header that is kept: RFC 5322 allows lines of 998 characters. */
const LONGEST = 998;
const MOST_RECIPIENTS = 50;

const tidy = (value: string | null | undefined): string | null =>
  value
    ?.replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed() || null;

/** A header in bounds: white space tidied, absurd lengths cut, the date in ISO 8601 or null. */
export function headerOf(raw: {
  subject: string | null | undefined;
  from: string | null | undefined;
  to: (string | null | undefined)[];
  date: string | null | undefined;
  messageId: string | null | undefined;
}): MessageHeader {
  const date = new Date(raw.date ?? '');
  return {
    subject: tidy(raw.subject),
    from: tidy(raw.from),
    to: raw.to.slice(0, MOST_RECIPIENTS).flatMap((address) => tidy(address) ?? []),
    date: Number.isNaN(date.getTime()) ? null : date.toISOString(),
    messageId: tidy(raw.messageId),
  };
}
