import type { DocumentFormat, DocumentProblem, MessageHeader } from '../schemas/reading.ts';

/** A file that an e-mail or archive brings. */
export interface BroughtFile {
  name: string;
  bytes: Uint8Array;
  /** Known where the carrier says it, as of the text of an e-mail; else null, and the content tells. */
  format: DocumentFormat | null;
  /** Counts only where it turns out to be an invoice, a credit note or a receipt: the text of an e-mail, a picture in it. */
  isOptional: boolean;
}

/** A file that could not be taken out of its archive, and why. */
export interface LostFile {
  name: string;
  problem: DocumentProblem;
}

/** What an e-mail or archive holds, one level deep. */
export interface Unpacked {
  /** Null for an archive or a signed file. */
  message: MessageHeader | null;
  /** Whether it carries a signature, which is not checked. */
  isSigned: boolean;
  files: (BroughtFile | LostFile)[];
  /** Names of what is certainly no document. */
  passedOver: string[];
}
