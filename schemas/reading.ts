import { z } from 'zod';
import { comparedValue } from './comparison.ts';
import { documentKind } from './document.ts';
import { enInvoice } from './en16931/invoice.ts';
import { type ErrorCode, isErrorCode } from './errors.ts';
import { fieldNames, lineFieldNames, taxFieldNames } from './fields.ts';
import { finding } from './finding.ts';
import { blobRef } from './primitives.ts';
import { page } from './words.ts';

/** How the bytes were recognised, by content and never by name. */
export const documentFormat = z.enum([
  'pdf',
  'png',
  'jpeg',
  'tiff',
  'webp',
  'xml',
  'words',
  'docx',
  'xlsx',
  'html',
  'rtf',
  'text',
]);
export type DocumentFormat = z.infer<typeof documentFormat>;
/** A file that carries other files: an e-mail (RFC 5322, Outlook, TNEF), an archive, or a signed file (CMS). */
export const containerFormat = z.enum(['eml', 'msg', 'tnef', 'zip', 'p7m']);
export type ContainerFormat = z.infer<typeof containerFormat>;
export const fileFormat = z.enum([...documentFormat.options, ...containerFormat.options]);
export type FileFormat = z.infer<typeof fileFormat>;

export const isContainerFormat = (format: FileFormat): format is ContainerFormat =>
  containerFormat.options.some((known) => known === format);

export const eInvoiceSyntax = z.enum(['CII', 'ZUGFeRD 1', 'UBL', 'FatturaPA']);
export type EInvoiceSyntax = z.infer<typeof eInvoiceSyntax>;

/** The exact content of an e-invoice in Docket's vocabulary; values are normalised strings (`schemas/values.ts`). */
export const eInvoice = z.object({
  syntax: eInvoiceSyntax,
  /** The specification identifier (BT-24), as found. */
  profile: z.string().nullable(),
  /** UNTDID 1001 code (BT-3), as found. */
  typeCode: z.string().nullable(),
  kind: documentKind,
  language: z.string().nullable(),
  fields: z.partialRecord(z.enum(fieldNames), z.string()),
  lines: z.array(z.partialRecord(z.enum(lineFieldNames), z.string())),
  taxes: z.array(z.partialRecord(z.enum(taxFieldNames), z.string())),
  /** The whole invoice in the model of EN 16931; absent where the syntax has another one. */
  content: enInvoice.optional(),
});
export type EInvoice = z.infer<typeof eInvoice>;

/** The e-mail that carried a document, as its header says: nothing of it is proven. */
export const messageHeader = z.object({
  subject: z.string().nullable(),
  from: z.string().nullable(),
  to: z.array(z.string()),
  /** ISO 8601 instant. */
  date: z.string().nullable(),
  messageId: z.string().nullable(),
});
export type MessageHeader = z.infer<typeof messageHeader>;

/**
 * An attachment, an archive entry, or what was signed. `path` names it from the outermost container inwards:
 * "scans.zip/invoice.pdf".
 */
export const containedFile = z.object({ path: z.string(), format: documentFormat.nullable(), blob: blobRef });
export type ContainedFile = z.infer<typeof containedFile>;

/** Why one document of several could not be read. */
export const documentProblem = z.object({
  code: z.custom<ErrorCode>((code) => typeof code === 'string' && isErrorCode(code)),
  message: z.string(),
});
export type DocumentProblem = z.infer<typeof documentProblem>;

/** One document inside a file: its pages of words, its exact data, or both. `part` counts from 1. */
export const readPart = z.object({
  part: z.number().int().positive(),
  pages: z.array(page),
  eInvoice: eInvoice.nullable(),
  /** The file inside an e-mail or archive that this document is in; absent where it is in the file itself. */
  file: containedFile.optional(),
  /** The innermost e-mail that carried it. */
  message: messageHeader.optional(),
  /** The e-invoice held against the pages that carry it; absent where there is only one of the two. */
  comparison: z.array(comparedValue).optional(),
  /** What reading found about this document alone. */
  findings: z.array(finding).optional(),
  /** Why this document could not be read while others of the same container could. */
  problem: documentProblem.optional(),
});
export type ReadPart = z.infer<typeof readPart>;

/** What reading a file delivers. */
export const reading = z.object({
  format: fileFormat,
  parts: z.array(readPart).min(1),
  findings: z.array(finding),
});
export type Reading = z.infer<typeof reading>;
